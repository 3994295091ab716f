package io.cardport.app.jobs;

import jakarta.inject.Singleton;
import java.time.Duration;

/** Learns when this node has committed events, so that the feed's mover need not ask the database again and again. */
@Singleton
public final class CommittedEvents {
    private final Nudge nudge = new Nudge(Duration.ofMillis(500));

    CommittedEvents() {}

    /** A transaction that wrote events has been committed. */
    public void committed() {
        nudge.give();
    }

    boolean due() {
        return nudge.due();
    }
}
