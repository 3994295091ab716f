package io.cardport.proof.receivers;

import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.Reception.Declined;
import io.cardport.domain.delivery.Reception.Gone;
import io.cardport.domain.delivery.Reception.Taken;
import io.cardport.domain.delivery.Reception.Unreached;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What was seen of the healthy receivers and of the hanging ones. */
final class Tally {
    private final Collection<Long> healthyNanos = new ConcurrentLinkedQueue<>();
    private final AtomicLong healthyNotTaken = new AtomicLong();
    private final AtomicLong hangingTaken = new AtomicLong();
    private final AtomicLong hangingEnded = new AtomicLong();

    /** A healthy receiver's, with the time since it was due. */
    void healthy(Reception reception, long nanos) {
        switch (reception) {
            case Taken taken -> healthyNanos.add(nanos);
            case Declined declined -> healthyNotTaken.incrementAndGet();
            case Gone gone -> healthyNotTaken.incrementAndGet();
            case Unreached unreached -> healthyNotTaken.incrementAndGet();
        }
    }

    /** A hanging receiver's. */
    void hanging(Reception reception) {
        switch (reception) {
            case Taken taken -> hangingTaken.incrementAndGet();
            case Declined declined -> hangingTaken.incrementAndGet();
            case Gone gone -> hangingTaken.incrementAndGet();
            case Unreached unreached -> hangingEnded.incrementAndGet();
        }
    }

    long taken() {
        return healthyNanos.size();
    }

    long notTaken() {
        return healthyNotTaken.get();
    }

    long answersOfTheHanging() {
        return hangingTaken.get();
    }

    long endedAtTheHanging() {
        return hangingEnded.get();
    }

    /** The time in µs that so many of a thousand stay within; 0 where nothing was taken. */
    long micros(int ofThousand) {
        long[] sorted =
                healthyNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int at = (int) Math.min(sorted.length - 1L, Math.ceilDiv((long) sorted.length * ofThousand, 1000) - 1);
        return sorted[at] / 1000;
    }

    @Override
    public String toString() {
        return "%,d taken, p50 %,d µs, p99 %,d µs, longest %,d µs"
                .formatted(taken(), micros(500), micros(990), micros(1000));
    }

    void add(Tally round) {
        healthyNanos.addAll(round.healthyNanos);
        healthyNotTaken.addAndGet(round.healthyNotTaken.get());
        hangingTaken.addAndGet(round.hangingTaken.get());
        hangingEnded.addAndGet(round.hangingEnded.get());
    }
}
