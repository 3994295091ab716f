package io.cardport.simulators.frame;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** An issuer's tables, timers, clock and randomness behind one lock; whatever runs inside is committed at its end. */
public final class IssuerState implements AutoCloseable {

    private final Store store;
    private final Timers timers;
    private final SimulatorClock clock;
    private final Ids ids;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /**
     * Opens the state.
     *
     * @param file where it is kept
     * @param clock the simulators' time
     * @param ids randomness
     * @throws IOException if the file cannot be read or rewritten
     */
    public IssuerState(Path file, SimulatorClock clock, Ids ids) throws IOException {
        this.store = Store.open(file);
        this.timers = new Timers(store.table("timers"), clock);
        this.clock = clock;
        this.ids = ids;
        clock.onMove(this::wake);
    }

    /**
     * Gives a table.
     *
     * @param name its name
     * @return the table
     */
    public Table table(String name) {
        return store.table(name);
    }

    /**
     * The timers.
     *
     * @return what will happen later
     */
    public Timers timers() {
        return timers;
    }

    /**
     * The clock.
     *
     * @return the simulators' time
     */
    public SimulatorClock clock() {
        return clock;
    }

    /**
     * Randomness.
     *
     * @return where ids come from
     */
    public Ids ids() {
        return ids;
    }

    /**
     * Runs alone and commits.
     *
     * @param <T> what comes out
     * @param work what to do
     * @return what came out
     */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            store.commit();
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Forgets everything. */
    public void clear() {
        store.clear();
        timers.reload();
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Fires timers as they come due, until interrupted.
     *
     * @param alarm gets what is due, inside the lock
     */
    void keepTime(Timers.Alarm alarm) {
        lock.lock();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                timers.run(alarm);
                store.commit();
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        Optional<Instant> next = timers.next();
        long millis = next.map(at -> Duration.between(clock.instant(), at).toMillis() + 1)
                .orElse(60_000L);
        if (millis > 0) {
            // Any request signals as well: it may have asked for an earlier alarm.
            changed.await(Math.min(millis, 60_000L), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
