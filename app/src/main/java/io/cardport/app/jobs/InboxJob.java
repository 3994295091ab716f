package io.cardport.app.jobs;

import io.cardport.app.jobs.Workers.Pace;
import io.cardport.app.webhook.NewDeliveries;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.usecase.ApplyDelivery;
import io.cardport.domain.usecase.TakeDueWork;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Reads deliveries, normally at once: whoever stored one wakes this. */
@Singleton
final class InboxJob implements Job, NewDeliveries {
    private static final Duration LEASE = Duration.ofSeconds(30);
    /** Fewer than the pool has connections, so that requests always find one. */
    private static final Pace PACE = new Pace(8, Duration.ofMillis(250));

    /** From so many a second on, taking deliveries in comes before reading them. */
    private static final long FLOOD = 1_000;

    private static final long WINDOW = Duration.ofMillis(50).toNanos();
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private final ApplyDelivery apply;
    private final MeterRegistry meters;
    private final Workers<DeliveryId> workers;
    private final LongAdder arrivals = new LongAdder();
    private long windowBegan = System.nanoTime();
    private volatile boolean flooded;
    private final AtomicReference<Optional<Loop>> loop = new AtomicReference<>(Optional.empty());

    InboxJob(TakeDueWork take, ApplyDelivery apply, MeterRegistry meters) {
        this.apply = apply;
        this.meters = meters;
        this.workers = new Workers<>("deliveries", PACE, limit -> take.deliveries(LEASE, limit), this::read);
    }

    private void read(DeliveryId id) {
        Applied applied = apply.handle(id);
        meters.counter("cardport.webhooks.applied", "outcome", applied.name()).increment();
    }

    @Override
    public void arrived() {
        arrivals.increment();
        if (!flooded) {
            loop.get().ifPresent(Loop::wake);
        }
    }

    /**
     * While deliveries pour in, one at a time is read with pauses between: their issuer waits for the answer that they are
     * durable, and nobody waits for their being read.
     */
    private Duration round() throws InterruptedException {
        long now = System.nanoTime();
        long since = now - windowBegan;
        if (since >= WINDOW) {
            flooded = arrivals.sumThenReset() * Duration.ofSeconds(1).toNanos() / since >= FLOOD;
            windowBegan = now;
        }
        if (!flooded) {
            return workers.round();
        }
        workers.one();
        return BETWEEN;
    }

    @Override
    public void start() {
        loop.set(Optional.of(Loop.start("deliveries", this::round)));
    }

    @Override
    public void close() {
        loop.get().ifPresent(Loop::close);
        workers.close();
    }
}
