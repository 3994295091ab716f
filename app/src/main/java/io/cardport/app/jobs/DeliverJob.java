package io.cardport.app.jobs;

import io.cardport.app.jobs.Workers.Pace;
import io.cardport.app.nodes.Claiming;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.id.Id;
import io.cardport.domain.usecase.DeliverEvents;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Takes events to distributors' endpoints: one loop queues what is new in the feed, one takes what is due. An attempt that
 * waits for its receiver costs a virtual thread and no connection to the database.
 */
@Singleton
final class DeliverJob implements Job, NewEvents {
    /** Far more than hanging endpoints can hold: 16 each until they have failed twice, then one. */
    private static final Pace PACE = new Pace(1_024, Duration.ofMillis(200));

    private static final int NEW_AT_ONCE = 200;
    private static final Duration REST = Duration.ofMillis(50);
    private static final Duration NEW_AT_LATEST = Duration.ofMillis(500);
    private static final Duration OLD = Duration.ofMinutes(1);
    private static final int OLD_AT_ONCE = 200;

    private final DeliverEvents deliver;
    private final MeterRegistry meters;
    private final Workers<Consignment> workers;
    private final Nudge news = new Nudge(NEW_AT_LATEST);
    private final AtomicReference<Optional<Loop>> queueing = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Loop>> taking = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Loop>> expiring = new AtomicReference<>(Optional.empty());

    DeliverJob(DeliverEvents deliver, Claiming claiming, MeterRegistry meters) {
        this.deliver = deliver;
        this.meters = meters;
        this.workers = new Workers<>("outgoing", PACE, claiming, new Outgoing());
    }

    /** Leases are not lengthened: an attempt ends before its lease, whatever the receiver does. */
    private final class Outgoing implements Workers.Source<Consignment> {
        @Override
        public List<Consignment> take(int limit) {
            return deliver.take(limit);
        }

        @Override
        public Instant extend(List<Id> ids, Instant leasedUntil, Duration lease) {
            return leasedUntil;
        }

        @Override
        public Id id(Consignment due) {
            return due.id();
        }

        @Override
        public Instant leasedUntil(Consignment due) {
            return due.claim().until();
        }

        @Override
        public Optional<Duration> work(Consignment due) {
            String outcome =
                    deliver.carry(due).map(attempt -> attempt.outcome().name()).orElse("TOO_LATE");
            meters.counter("cardport.deliveries.attempts", "outcome", outcome).increment();
            // What followed it in its subject, or had no place beside it, is due now.
            taking.get().ifPresent(Loop::wake);
            return Optional.empty();
        }
    }

    @Override
    public void moved() {
        news.give();
        queueing.get().ifPresent(Loop::wake);
    }

    private Duration queue() {
        if (!news.due()) {
            return REST;
        }
        int passed = deliver.fanOut(NEW_AT_ONCE);
        if (passed == NEW_AT_ONCE) {
            news.give();
        }
        if (passed > 0) {
            taking.get().ifPresent(Loop::wake);
        }
        return passed == NEW_AT_ONCE ? Duration.ZERO : REST;
    }

    private Duration giveUp() {
        int dead = deliver.expire(OLD_AT_ONCE);
        meters.counter("cardport.deliveries.expired").increment(dead);
        return dead == OLD_AT_ONCE ? Duration.ZERO : OLD;
    }

    @Override
    public void start() {
        queueing.set(Optional.of(Loop.start("outgoing-queue", this::queue)));
        taking.set(Optional.of(Loop.start("outgoing", workers::round)));
        expiring.set(Optional.of(Loop.start("outgoing-old", this::giveUp)));
    }

    @Override
    public void close() {
        Stream.of(expiring, queueing, taking)
                .flatMap(loop -> loop.get().stream())
                .forEach(Loop::close);
        workers.close();
    }
}
