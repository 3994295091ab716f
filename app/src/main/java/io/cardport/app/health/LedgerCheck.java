package io.cardport.app.health;

import io.cardport.app.health.Measures.Measure;
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

/**
 * Holds the ledger against the movements and against the issuers' wallets. One node asks the issuers for all; the gauges of
 * each show what was found.
 */
@Singleton
public final class LedgerCheck {
    private static final String TRANSIT = "cardport.ledger.transit.difference";
    private static final String FLOAT = "cardport.ledger.float.difference";

    private final CheckLedger ledger;
    private final ProviderDirectory providers;
    private final Measures measures;
    private final MeterRegistry meters;
    private final Map<Tags, AtomicLong> values = new ConcurrentHashMap<>();

    LedgerCheck(CheckLedger ledger, ProviderDirectory providers, Measures measures, MeterRegistry meters) {
        this.ledger = ledger;
        this.providers = providers;
        this.measures = measures;
        this.meters = meters;
    }

    /** Compares what is booked as under way with the movements that are. */
    public void measureTransit() {
        ledger.underWay()
                .forEach((currency, sums) -> measures.keep(new Measure(TRANSIT, "", currency, sums.difference())));
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
        measures.keep(new Measure(FLOAT, account, difference.currency().getCurrencyCode(), difference.minor()));
    }

    /** Has the gauges of this node show what was measured last. */
    public void show() {
        for (Measure measure : measures.all()) {
            Tags currency = Tags.of("currency", measure.currency());
            Tags tags = measure.account().isEmpty() ? currency : currency.and("account", measure.account());
            values.computeIfAbsent(tags, first -> meters.gauge(measure.name(), first, new AtomicLong()))
                    .set(measure.value());
        }
    }
}
