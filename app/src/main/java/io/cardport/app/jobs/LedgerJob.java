package io.cardport.app.jobs;

import io.cardport.app.health.LedgerCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Holds the ledger against the movements and the issuers' wallets. */
@Singleton
final class LedgerJob implements Recurring {
    private static final String TRANSIT = "transit";
    private static final String FLOATS = "floats";

    private final LedgerCheck check;

    LedgerJob(LedgerCheck check) {
        this.check = check;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<String> instances() {
        return List.of(TRANSIT, FLOATS);
    }

    @Override
    public Duration run(String part) {
        if (part.equals(TRANSIT)) {
            check.measureTransit();
            return Duration.ofMinutes(5);
        }
        check.measureFloats();
        return Duration.ofMinutes(30);
    }
}
