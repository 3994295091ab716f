package io.cardport.app.health;

import io.cardport.domain.issuing.AccountBalances;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.money.Money;
import io.cardport.domain.usecase.CheckLedger;
import io.cardport.domain.usecase.CheckLedger.Compared;
import io.cardport.domain.usecase.Result;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Holds the ledger against the movements and against the issuers' wallets, for the gauges. */
@Singleton
public final class LedgerCheck {
    private static final String TRANSIT = "cardport.ledger.transit.difference";
    private static final String FLOAT = "cardport.ledger.float.difference";

    private final CheckLedger ledger;
    private final ProviderDirectory providers;
    private final MeterRegistry meters;
    private final Map<Tags, AtomicLong> values = new ConcurrentHashMap<>();

    LedgerCheck(CheckLedger ledger, ProviderDirectory providers, MeterRegistry meters) {
        this.ledger = ledger;
        this.providers = providers;
        this.meters = meters;
    }

    /** Compares what is booked as under way with the movements that are. */
    public void measureTransit() {
        ledger.underWay().forEach((currency, sums) -> set(TRANSIT, Tags.of("currency", currency), sums.difference()));
    }

    /** Asks every issuer that can tell for our balances there. */
    public void measureFloats() {
        for (ProviderAccount account : providers.all()) {
            if (account.provider().can(AccountBalances.class).isPresent()
                    && ledger.floatOf(account.name()) instanceof Result.Settled<List<Compared>>(var found)) {
                found.forEach(compared -> measured(account.name(), compared.difference()));
            }
        }
    }

    private void measured(String account, Money difference) {
        Tags tags =
                Tags.of("account", account, "currency", difference.currency().getCurrencyCode());
        set(FLOAT, tags, difference.minor());
    }

    private void set(String name, Tags tags, long minor) {
        values.computeIfAbsent(tags, first -> meters.gauge(name, first, new AtomicLong()))
                .set(minor);
    }
}
