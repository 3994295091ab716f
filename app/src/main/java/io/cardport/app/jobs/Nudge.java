package io.cardport.app.jobs;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a loop is to ask the database in this round: in the two rounds after something new was made known (in the first
 * another node may still be at work on what came before), and else once in a while, because a node that made something
 * new may have died before it could say so.
 */
final class Nudge {
    private static final int ROUNDS = 2;

    private final long atLatest;
    private final AtomicInteger rounds = new AtomicInteger(ROUNDS);
    private volatile long asked = System.nanoTime();

    Nudge(Duration atLatest) {
        this.atLatest = atLatest.toNanos();
    }

    void give() {
        rounds.set(ROUNDS);
    }

    /** To be asked by one loop, once a round. */
    boolean due() {
        long now = System.nanoTime();
        boolean known = rounds.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (!known && now - asked < atLatest) {
            return false;
        }
        asked = now;
        return true;
    }
}
