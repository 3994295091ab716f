package io.cardport.app.health;

import io.cardport.domain.store.OutboundStore;
import io.cardport.domain.store.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What waits to be taken to distributors' endpoints, of all of them. */
@Singleton
public final class OutgoingBacklog {
    private final UnitOfWork work;
    private final InstantSource clock;
    private final AtomicReference<OutboundStore.Backlog> last =
            new AtomicReference<>(new OutboundStore.Backlog(0, 0, Optional.empty()));

    OutgoingBacklog(UnitOfWork work, InstantSource clock, MeterRegistry meters) {
        this.work = work;
        this.clock = clock;
        Gauge.builder("cardport.deliveries.pending", () -> last.get().pending())
                .description("Deliveries to endpoints that wait, counted up to 10,000")
                .register(meters);
        Gauge.builder("cardport.deliveries.dead", () -> last.get().dead())
                .description("Dead letters, counted up to 10,000")
                .register(meters);
        Gauge.builder("cardport.deliveries.oldest", this::age)
                .description("Age of the oldest delivery that is queued, in seconds")
                .register(meters);
    }

    private double age() {
        return last.get()
                .oldest()
                .map(oldest ->
                        Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1_000.0))
                .orElse(0.0);
    }

    /** Counts for the gauges. */
    public void measure() {
        last.set(work.read(stores -> stores.outbound().backlog()));
    }
}
