package io.cardport.app.jobs;

import io.cardport.app.health.Backlog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what waits, for the gauges. */
@Singleton
final class BacklogJob implements Job {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Backlog backlog;
    private final List<Loop> loops = new ArrayList<>();

    BacklogJob(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public void start() {
        loops.add(Loop.start("backlog", () -> {
            backlog.measure();
            return EVERY;
        }));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
