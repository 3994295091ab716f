package io.cardport.app.health;

import io.cardport.domain.store.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** What issuers sent and nobody has read yet, of all accounts. */
@Singleton
public final class IncomingBacklog {
    private final UnitOfWork work;
    private final AtomicInteger last = new AtomicInteger();

    IncomingBacklog(UnitOfWork work, MeterRegistry meters) {
        this.work = work;
        Gauge.builder("cardport.webhooks.waiting", last::get)
                .description("Deliveries of issuers that wait to be read, counted up to 10,000")
                .register(meters);
    }

    /** Counts for the gauge. */
    public void measure() {
        last.set(work.read(stores -> stores.inbox().waiting()));
    }
}
