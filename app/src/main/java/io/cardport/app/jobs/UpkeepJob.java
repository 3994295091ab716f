package io.cardport.app.jobs;

import io.cardport.app.nodes.NodeStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what has been kept long enough, and looks for work that nobody would take up. */
@Singleton
final class UpkeepJob implements Recurring {
    private static final Logger LOG = LoggerFactory.getLogger(UpkeepJob.class);
    private static final Duration EVERY = Duration.ofMinutes(5);

    /** Longer than a year, so that a yearly request repeated by mistake still meets its first answer. */
    private static final Duration CLAIMS = Duration.ofDays(400);

    /** As long as the feed is promised, and dead letters with it. */
    private static final Duration DELIVERIES = Duration.ofDays(90);

    /** What issuers said and what was tried, for disputes that come within a year. */
    private static final Duration EVIDENCE = Duration.ofDays(400);

    private static final Duration SILENT_NODES = Duration.ofHours(1);

    private final Upkeep upkeep;
    private final NodeStore nodes;
    private final InstantSource clock;

    UpkeepJob(Upkeep upkeep, NodeStore nodes, InstantSource clock) {
        this.upkeep = upkeep;
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "upkeep";
    }

    @Override
    public List<String> instances() {
        return HOUSE;
    }

    @Override
    public Duration run(String house) {
        all(() -> upkeep.forgetNonces(clock.instant()));
        all(() -> upkeep.forgetClaims(clock.instant().minus(CLAIMS)));
        all(() -> upkeep.forgetAttempts(clock.instant().minus(DELIVERIES)));
        all(() -> upkeep.forgetDeliveries(clock.instant().minus(DELIVERIES)));
        all(() -> upkeep.forgetParked(clock.instant().minus(EVIDENCE)));
        all(() -> upkeep.forgetInbox(clock.instant().minus(EVIDENCE)));
        all(() -> upkeep.forgetSteps(clock.instant().minus(EVIDENCE)));
        nodes.forget(SILENT_NODES);
        int orphans = upkeep.wakeOrphans(clock.instant());
        if (orphans > 0) {
            LOG.warn("{} operations had no time at which anybody would have taken them up", orphans);
        }
        return EVERY;
    }

    private static void all(IntSupplier piece) {
        int done = Upkeep.AT_ONCE;
        while (done == Upkeep.AT_ONCE) {
            done = piece.getAsInt();
        }
    }
}
