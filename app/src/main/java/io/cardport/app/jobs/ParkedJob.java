package io.cardport.app.jobs;

import io.cardport.app.webhook.NewDeliveries;
import io.cardport.domain.usecase.SweepParked;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Has parked deliveries read again whose subject is known by now. */
@Singleton
final class ParkedJob implements Recurring {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final SweepParked sweep;
    private final NewDeliveries deliveries;

    ParkedJob(SweepParked sweep, NewDeliveries deliveries) {
        this.sweep = sweep;
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "parked-deliveries";
    }

    @Override
    public List<String> instances() {
        return HOUSE;
    }

    @Override
    public Duration run(String house) {
        if (sweep.handle() > 0) {
            deliveries.arrived();
        }
        return EVERY;
    }
}
