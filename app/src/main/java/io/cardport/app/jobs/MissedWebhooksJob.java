package io.cardport.app.jobs;

import io.cardport.app.boot.Settings;
import io.cardport.app.webhook.NewDeliveries;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.usecase.PullWebhooks;
import io.cardport.domain.usecase.PullWebhooks.Pull;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Asks issuers that keep a record of their webhooks for those that never came, at the start, after an outage and then every hour. */
@Singleton
final class MissedWebhooksJob implements AfterOutage {
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final PullWebhooks pull;
    private final ProviderDirectory providers;
    private final NewDeliveries deliveries;
    private final MeterRegistry meters;
    private final Duration every;

    MissedWebhooksJob(
            PullWebhooks pull,
            ProviderDirectory providers,
            NewDeliveries deliveries,
            MeterRegistry meters,
            Settings settings) {
        this.pull = pull;
        this.providers = providers;
        this.deliveries = deliveries;
        this.meters = meters;
        this.every = settings.policy().polling().missedWebhooks();
    }

    @Override
    public Duration run(String account) {
        return switch (pull.handle(account)) {
            case Pull.Complete(var missed) -> {
                if (missed > 0) {
                    meters.counter("cardport.webhooks.missed", "account", account)
                            .increment(missed);
                    deliveries.arrived();
                }
                yield every;
            }
            case Pull.Incomplete ignored -> every.compareTo(AGAIN) < 0 ? every : AGAIN;
            case Pull.NotOffered ignored -> every;
        };
    }

    @Override
    public String name() {
        return "missed-webhooks";
    }

    @Override
    public List<String> instances() {
        return providers.all().stream()
                .filter(account -> account.provider().can(MissedWebhooks.class).isPresent())
                .map(ProviderAccount::name)
                .toList();
    }
}
