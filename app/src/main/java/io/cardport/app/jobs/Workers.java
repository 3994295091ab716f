package io.cardport.app.jobs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on what is due, each on a virtual thread, so many at once and no more. Nothing is taken that there is no place
 * for, so that other nodes get it.
 *
 * @param <W> what is worked on
 */
final class Workers<W> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final IntFunction<List<W>> take;
    private final Consumer<W> work;
    private final Duration rest;
    private final Semaphore places;
    private final ExecutorService threads;

    /** How much at once and how eagerly. */
    record Pace(int atOnce, Duration rest) {}

    Workers(String name, Pace pace, IntFunction<List<W>> take, Consumer<W> work) {
        this.name = name;
        this.take = take;
        this.work = work;
        this.rest = pace.rest();
        this.places = new Semaphore(pace.atOnce());
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /** One time round: takes as much as there are places and starts it. */
    Duration round() throws InterruptedException {
        places.acquire();
        return start(1 + places.drainPermits());
    }

    /** Takes one only, and starts it. */
    void one() throws InterruptedException {
        places.acquire();
        start(1);
    }

    private Duration start(int free) {
        int started = 0;
        try {
            for (W due : take.apply(free)) {
                threads.execute(() -> workOn(due));
                started++;
            }
        } finally {
            places.release(free - started);
        }
        return started == free ? Duration.ZERO : rest;
    }

    private void workOn(W due) {
        try {
            work.accept(due);
        } catch (RuntimeException failed) {
            // The lease brings it back.
            LOG.warn("{} could not work on one: {}", name, failed.getClass().getName());
        } finally {
            places.release();
        }
    }

    /** Lets what was begun end; to be called when nothing takes more. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
