package io.cardport.app.jobs;

import io.cardport.app.health.Backlog;
import io.cardport.app.health.IncomingBacklog;
import io.cardport.app.health.LedgerCheck;
import io.cardport.app.health.OutgoingBacklog;
import io.cardport.app.health.UnknownDeliveries;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what waits, for the gauges: each node shows all of it, so each measures. */
@Singleton
final class GaugesJob implements Job {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Backlog backlog;
    private final UnknownDeliveries unknown;
    private final IncomingBacklog incoming;
    private final OutgoingBacklog outgoing;
    private final LedgerCheck ledger;
    private final List<Loop> loops = new ArrayList<>();

    GaugesJob(
            Backlog backlog,
            UnknownDeliveries unknown,
            IncomingBacklog incoming,
            OutgoingBacklog outgoing,
            LedgerCheck ledger) {
        this.backlog = backlog;
        this.unknown = unknown;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.ledger = ledger;
    }

    private Duration round() {
        backlog.measure();
        unknown.measure();
        incoming.measure();
        outgoing.measure();
        ledger.show();
        return EVERY;
    }

    @Override
    public void start() {
        loops.add(Loop.start("gauges", this::round));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
