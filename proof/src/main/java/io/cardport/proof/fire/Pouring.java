package io.cardport.proof.fire;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Many connections over which an issuer tells of purchases as fast as it is answered. What was not acknowledged is told
 * again, as issuers do, whoever was killed meanwhile.
 */
final class Pouring implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    /** Every such purchase is told once more although it was acknowledged. */
    private static final int REPEATED = 16;

    private static final long PAUSE_NANOS = 20_000_000L;

    private final URI node;
    private final Purchases purchases;
    private final AtomicLong next = new AtomicLong();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;
    private volatile boolean lost;

    Pouring(URI node, Purchases purchases) {
        this.node = node;
        this.purchases = purchases;
    }

    void start(int connections) {
        for (int connection = 0; connection < connections; connection++) {
            threads.add(Thread.ofVirtual().start(this::pour));
        }
    }

    /** Begins no purchase any more and waits until each one that was begun is acknowledged. */
    void end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Leaves even what was begun. */
    @Override
    public void close() {
        lost = true;
    }

    /** How many purchases were told, numbered from zero. */
    long told() {
        return next.get();
    }

    /** How often one was acknowledged, repetitions included. */
    long acknowledged() {
        return acknowledged.sum();
    }

    /** How often the gateway asked to come again. */
    long turnedAway() {
        return turnedAway.sum();
    }

    /** Answers of any other kind. */
    long others() {
        return others.sum();
    }

    private void pour() {
        Pending pending = new Pending();
        while (!pending.done()) {
            try (Line line = new Line(node)) {
                while (!pending.done()) {
                    take(
                            pending,
                            line.exchange(purchases.request(pending.number)).status());
                }
            } catch (IOException cut) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void take(Pending pending, int status) {
        switch (status) {
            case OK -> {
                acknowledged.increment();
                pending.acknowledged();
            }
            case UNAVAILABLE -> {
                turnedAway.increment();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            default -> {
                others.increment();
                pending.acknowledged();
            }
        }
    }

    /** The purchase that one connection has to tell. */
    private final class Pending {
        private long number = next.getAndIncrement();
        private boolean again = repeated();
        private boolean ended;

        private boolean done() {
            return ended || lost;
        }

        private boolean repeated() {
            return number % REPEATED == 0;
        }

        private void acknowledged() {
            if (again) {
                again = false;
            } else if (over) {
                ended = true;
            } else {
                number = next.getAndIncrement();
                again = repeated();
            }
        }
    }
}
