package io.cardport.app.jobs;

import io.cardport.app.health.LedgerCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Holds the ledger against the movements and the issuers' wallets. */
@Singleton
final class LedgerJob implements Job {
    private static final Duration TRANSIT = Duration.ofMinutes(5);
    private static final Duration FLOATS = Duration.ofMinutes(30);

    private final LedgerCheck check;
    private final List<Loop> loops = new ArrayList<>();

    LedgerJob(LedgerCheck check) {
        this.check = check;
    }

    @Override
    public void start() {
        loops.add(Loop.start("ledger-transit", () -> {
            check.measureTransit();
            return TRANSIT;
        }));
        loops.add(Loop.start("ledger-floats", () -> {
            check.measureFloats();
            return FLOATS;
        }));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
