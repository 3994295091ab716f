package io.cardport.app.jobs;

import io.cardport.app.health.UnknownDeliveries;
import io.cardport.app.webhook.NewDeliveries;
import io.cardport.domain.usecase.SweepParked;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has parked deliveries read again whose subject is known by now, and counts those that nobody knows. */
@Singleton
final class ParkedJob implements Job {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final SweepParked sweep;
    private final UnknownDeliveries unknown;
    private final NewDeliveries deliveries;
    private final List<Loop> loops = new ArrayList<>();

    ParkedJob(SweepParked sweep, UnknownDeliveries unknown, NewDeliveries deliveries) {
        this.sweep = sweep;
        this.unknown = unknown;
        this.deliveries = deliveries;
    }

    private Duration round() {
        if (sweep.handle() > 0) {
            deliveries.arrived();
        }
        unknown.measure();
        return EVERY;
    }

    @Override
    public void start() {
        loops.add(Loop.start("parked-deliveries", this::round));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
