package io.cardport.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. Safe for use by many threads. */
public final class SettableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    /**
     * A clock that shows a time.
     *
     * @param start what it shows first
     */
    public SettableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /**
     * A clock that shows a time.
     *
     * @param start what it shows first, in the form of ISO 8601 such as {@code 2026-01-31T12:00:00Z}
     * @return the clock
     */
    public static SettableClock at(String start) {
        return new SettableClock(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /**
     * Moves the time.
     *
     * @param by how far; back if negative
     */
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    /**
     * Sets the time.
     *
     * @param instant what it shows from now on
     */
    public void set(Instant instant) {
        now.set(instant);
    }
}
