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
    private static final Duration BUSY = Duration.ofMillis(10);
    private static final Duration IDLE = Duration.ofMillis(50);

    private final EventFeed feed;
    private final List<Loop> loops = new ArrayList<>();

    FeedJob(EventFeed feed) {
        this.feed = feed;
    }

    private Duration round() {
        int moved = feed.sequence(AT_ONCE);
        return moved == AT_ONCE ? Duration.ZERO : moved > 0 ? BUSY : IDLE;
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
