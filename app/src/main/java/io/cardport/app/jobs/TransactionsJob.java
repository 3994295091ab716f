package io.cardport.app.jobs;

import io.cardport.app.boot.Settings;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.usecase.ReconcileTransactions;
import io.cardport.domain.usecase.ReconcileTransactions.Reading;
import io.cardport.domain.usecase.ReconcileTransactions.Tally;
import io.cardport.domain.usecase.ReconcileTransactions.Way;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Asks issuers for card transactions that no webhook told, at the start, after an outage and then every hour. */
@Singleton
final class TransactionsJob implements AfterOutage {
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** Between two parts of a round, so that a long one leaves the issuer room. */
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final ReconcileTransactions reconcile;
    private final ProviderDirectory providers;
    private final Turns turns;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Duration every;

    TransactionsJob(
            ReconcileTransactions reconcile,
            ProviderDirectory providers,
            Turns turns,
            MeterRegistry meters,
            InstantSource clock,
            Settings settings) {
        this.reconcile = reconcile;
        this.providers = providers;
        this.turns = turns;
        this.meters = meters;
        this.clock = clock;
        this.every = settings.policy().polling().missedWebhooks();
    }

    @Override
    public Duration run(String account) {
        return switch (reconcile.handle(account, () -> turns.look(account))) {
            case Reading.Complete(Tally tally, Instant until) -> {
                count(account, tally);
                yield untilThen(until.plus(every));
            }
            case Reading.Partly(Tally tally, Duration after) -> {
                count(account, tally);
                yield after.compareTo(BREATH) < 0 ? BREATH : after;
            }
            case Reading.Incomplete(Tally tally) -> {
                count(account, tally);
                yield every.compareTo(AGAIN) < 0 ? every : AGAIN;
            }
            case Reading.Resting(Instant until) -> untilThen(until);
            case Reading.NotOffered ignored -> every;
        };
    }

    /** A round that took longer than the time between two is followed by the next at once. */
    private Duration untilThen(Instant next) {
        Duration rest = Duration.between(clock.instant(), next);
        Duration longest = rest.compareTo(every) > 0 ? every : rest;
        return longest.compareTo(BREATH) < 0 ? BREATH : longest;
    }

    private void count(String account, Tally tally) {
        if (tally.missed() > 0) {
            meters.counter("cardport.transactions.missed", "account", account).increment(tally.missed());
        }
        if (tally.skipped() > 0) {
            meters.counter("cardport.transactions.skipped", "account", account).increment(tally.skipped());
        }
    }

    @Override
    public String name() {
        return "transactions";
    }

    @Override
    public List<String> instances() {
        return providers.all().stream()
                .map(ProviderAccount::name)
                .filter(account -> reconcile.way(account) != Way.NONE)
                .toList();
    }
}
