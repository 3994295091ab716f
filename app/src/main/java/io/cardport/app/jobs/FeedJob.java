package io.cardport.app.jobs;

import io.cardport.domain.store.EventFeed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Moves committed events into the feed, in order, a moment after they are committed. */
@Singleton
final class FeedJob implements Job {
    private static final int AT_ONCE = 1_000;
    /** What is committed meanwhile is moved together. */
    private static final Duration REST = Duration.ofMillis(50);

    private final EventFeed feed;
    private final CommittedEvents committed;
    private final NewEvents events;
    private final List<Loop> loops = new ArrayList<>();

    FeedJob(EventFeed feed, CommittedEvents committed, NewEvents events) {
        this.feed = feed;
        this.committed = committed;
        this.events = events;
    }

    private Duration round() {
        if (!committed.due()) {
            return REST;
        }
        int moved = feed.sequence(AT_ONCE);
        if (moved == AT_ONCE) {
            committed.committed();
        }
        if (moved > 0) {
            events.moved();
        }
        return moved == AT_ONCE ? Duration.ZERO : REST;
    }

    @Override
    public void start() {
        loops.add(Loop.start("event-feed", this::round));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
