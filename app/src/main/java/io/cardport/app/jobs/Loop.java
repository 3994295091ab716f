package io.cardport.app.jobs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something done again and again on a virtual thread of its own until it is closed. What goes wrong is logged in one line
 * and tried again, more slowly each time: a database that is away for an hour ends no loop.
 */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final Round round;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    /** One time round. */
    @FunctionalInterface
    interface Round {
        /**
         * Does what there is to do.
         *
         * @return how long to rest, unless woken
         * @throws InterruptedException when the loop is to end
         */
        Duration run() throws InterruptedException;
    }

    private Loop(String name, Round round) {
        this.name = name;
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::runOn);
    }

    static Loop start(String name, Round round) {
        Loop loop = new Loop(name, round);
        loop.thread.start();
        return loop;
    }

    /** Ends the rest; does nothing while a round is under way but make the next one follow at once. */
    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    private void runOn() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closing) {
                Duration rest;
                try {
                    rest = round.run();
                    pause = FIRST_PAUSE;
                } catch (RuntimeException failed) {
                    rest = pause;
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                    LOG.warn(
                            "{} failed ({}), trying again in {} ms",
                            name,
                            failed.getClass().getName(),
                            rest.toMillis());
                }
                if (!closing && !rest.isZero() && wakes.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends after the round that is under way. */
    @Override
    public void close() {
        closing = true;
        wakes.release();
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
