package io.cardport.app.jobs;

import io.cardport.app.jobs.Workers.Pace;
import io.cardport.app.nodes.Claiming;
import io.cardport.app.webhook.NewDeliveries;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.Id;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.usecase.ApplyDelivery;
import io.cardport.domain.usecase.TakeDueWork;
import io.cardport.domain.usecase.TakeDueWork.DueDelivery;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Reads deliveries, normally within moments: whoever stored one wakes this. */
@Singleton
final class InboxJob implements Job, NewDeliveries {
    /** Fewer than the pool has connections, so that requests always find one. */
    private static final Pace PACE = new Pace(8, Duration.ofMillis(250));

    /**
     * An issuer tells of what a call does while it still answers the call: its caller is answered first, and what else it
     * tells of the same is read together.
     */
    private static final Duration GATHERING = Duration.ofMillis(20);

    /** From so many a second on, taking deliveries in comes before reading them. */
    private static final long FLOOD = 1_000;

    private static final long WINDOW = Duration.ofMillis(50).toNanos();
    /** Between two that are read, for each thousand that come in a second, up to {@link #LONGEST_BETWEEN}. */
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private static final Duration LONGEST_BETWEEN = Duration.ofMillis(100);

    /** How often what another node left packed is looked for. */
    private static final long LEFT = Duration.ofSeconds(5).toNanos();

    private final TakeDueWork take;
    private final ApplyDelivery apply;
    private final MeterRegistry meters;
    private final Workers<DueDelivery> workers;
    private final LongAdder arrivals = new LongAdder();
    private long windowBegan = System.nanoTime();
    private long rate;
    private boolean more;
    private long unpackedAt;
    private volatile boolean packed = true;
    private volatile boolean flooded;
    private final AtomicReference<Optional<Loop>> loop = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Loop>> leases = new AtomicReference<>(Optional.empty());

    InboxJob(TakeDueWork take, ApplyDelivery apply, MeterRegistry meters, Claiming claiming) {
        this.take = take;
        this.apply = apply;
        this.meters = meters;
        this.workers = new Workers<>("deliveries", PACE, claiming, new Inbox());
    }

    private void read(DeliveryId id) {
        Applied applied = apply.handle(id);
        meters.counter("cardport.webhooks.applied", "outcome", applied.name()).increment();
    }

    private final class Inbox implements Workers.Source<DueDelivery> {
        @Override
        public List<DueDelivery> take(int limit) {
            return take.deliveries(Workers.LEASE, limit);
        }

        @Override
        public Instant extend(List<Id> ids, Instant leasedUntil, Duration lease) {
            return take.extend(TakeDueWork.Kind.DELIVERIES, ids, leasedUntil, lease);
        }

        @Override
        public Id id(DueDelivery due) {
            return due.id();
        }

        @Override
        public Instant leasedUntil(DueDelivery due) {
            return due.leasedUntil();
        }

        @Override
        public Optional<Duration> work(DueDelivery due) {
            read(due.id());
            return Optional.empty();
        }
    }

    @Override
    public void arrived() {
        arrivals.increment();
        if (!flooded) {
            loop.get().ifPresent(Loop::wake);
        }
    }

    @Override
    public void packed() {
        packed = true;
        arrived();
    }

    /**
     * While deliveries pour in, one at a time is read with pauses between, longer ones the more there are: their issuer
     * waits for the answer that they are durable, and nobody waits for their being read.
     */
    private Duration round() throws InterruptedException {
        long now = System.nanoTime();
        long since = now - windowBegan;
        if (since >= WINDOW) {
            rate = arrivals.sumThenReset() * Duration.ofSeconds(1).toNanos() / since;
            flooded = rate >= FLOOD;
            windowBegan = now;
        }
        if (!flooded) {
            return gathered();
        }
        if (!workers.one().isZero()) {
            unpack();
        }
        Duration between = BETWEEN.multipliedBy(rate / FLOOD);
        return between.compareTo(LONGEST_BETWEEN) < 0 ? between : LONGEST_BETWEEN;
    }

    private Duration gathered() throws InterruptedException {
        if (!more) {
            Thread.sleep(GATHERING);
        }
        Duration rest = workers.round();
        // What is unpacked is more to read than there are places: it stays packed until all else is being read.
        more = rest.isZero() || unpack() > 0;
        return more ? Duration.ZERO : rest;
    }

    private int unpack() {
        long now = System.nanoTime();
        if (!packed && now - unpackedAt < LEFT) {
            return 0;
        }
        packed = false;
        unpackedAt = now;
        int unpacked = take.unpackDeliveries();
        packed |= unpacked > 0;
        return unpacked;
    }

    @Override
    public void start() {
        loop.set(Optional.of(Loop.start("deliveries", this::round)));
        leases.set(Optional.of(Loop.start("deliveries-leases", workers::extend)));
    }

    @Override
    public void close() {
        loop.get().ifPresent(Loop::close);
        workers.close();
        leases.get().ifPresent(Loop::close);
    }
}
