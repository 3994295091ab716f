package io.cardport.app.health;

import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.usecase.SweepParked;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Deliveries of issuers that have been about something unknown for a day, per account. */
@Singleton
public final class UnknownDeliveries {
    private final SweepParked parked;
    private final AtomicReference<Map<String, Integer>> last = new AtomicReference<>(Map.of());

    UnknownDeliveries(SweepParked parked, ProviderDirectory providers, MeterRegistry meters) {
        this.parked = parked;
        for (ProviderAccount account : providers.all()) {
            Gauge.builder("cardport.webhooks.unknown", () -> last.get().getOrDefault(account.name(), 0))
                    .description("Deliveries that have been about something unknown for more than a day")
                    .tags("account", account.name())
                    .register(meters);
        }
    }

    /**
     * Counts them, for the gauges too.
     *
     * @return by account; accounts without any are left out
     */
    public Map<String, Integer> measure() {
        Map<String, Integer> counts = parked.unknown();
        last.set(Map.copyOf(counts));
        return counts;
    }
}
