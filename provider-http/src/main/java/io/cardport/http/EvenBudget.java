package io.cardport.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A token bucket kept as one number: the moment at which the bucket will be full again (GCRA). */
final class EvenBudget implements RateBudget {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final long interval;
    private final long burst;
    private final AtomicLong full = new AtomicLong(System.nanoTime());

    EvenBudget(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException("a budget allows at least one call a minute");
        }
        interval = MINUTE / calls;
        burst = interval * Math.max(0, calls / 10 - 1);
    }

    @Override
    public Grant take(Duration longestWait) throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            long seen = full.get();
            long start = seen - now > 0 ? seen : now;
            long wait = Math.max(0, start - now - burst);
            if (wait > longestWait.toNanos() && wait > 0) {
                return Grant.SPENT;
            }
            if (full.compareAndSet(seen, start + interval)) {
                if (wait > 0) {
                    Thread.sleep(Duration.ofNanos(wait));
                }
                return Grant.GRANTED;
            }
        }
    }
}
