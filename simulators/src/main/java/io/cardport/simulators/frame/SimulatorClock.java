package io.cardport.simulators.frame;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The simulators' time: another clock's, moved by an offset or standing still. Safe for threads. */
public final class SimulatorClock implements InstantSource {

    private final InstantSource base;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Duration offset = Duration.ZERO;
    private volatile Optional<Instant> frozen = Optional.empty();

    /**
     * Makes a clock that shows another one's time.
     *
     * @param base that other clock
     */
    public SimulatorClock(InstantSource base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return frozen.orElseGet(base::instant).plus(offset);
    }

    /**
     * Moves the time; everything that is due by then happens at once.
     *
     * @param by how far; back if negative
     */
    public void advance(Duration by) {
        offset = offset.plus(by);
        tell();
    }

    /** Lets the time stand still; {@link #advance} still moves it. */
    public void freeze() {
        frozen = Optional.of(base.instant());
        tell();
    }

    /** Lets the time run on. */
    public void thaw() {
        frozen = Optional.empty();
        tell();
    }

    /**
     * The distance from the clock below.
     *
     * @return the sum of all moves
     */
    public Duration offset() {
        return offset;
    }

    /**
     * Asks to be called after each move.
     *
     * @param listener called on the thread that moved the time
     */
    public void onMove(Runnable listener) {
        listeners.add(listener);
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}
