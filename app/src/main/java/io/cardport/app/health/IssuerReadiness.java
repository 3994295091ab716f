package io.cardport.app.health;

import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Shows how each issuer answers, call by call. One that is away never makes the gateway unready: the others still work. */
@Singleton
@Readiness
final class IssuerReadiness implements HealthIndicator {
    private final ProviderDirectory providers;
    private final IssuerCalls calls;
    private final IssuerCircuits circuits;

    IssuerReadiness(ProviderDirectory providers, IssuerCalls calls, IssuerCircuits circuits) {
        this.providers = providers;
        this.calls = calls;
        this.circuits = circuits;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new LinkedHashMap<>();
        for (ProviderAccount account : providers.all()) {
            IssuerCalls.Standing standing = calls.of(account.name());
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("status", standing.health().name());
            detail.put("failures", standing.failures());
            detail.put("operations", standing.lastEndings());
            detail.put("circuits", CircuitView.all(circuits.standings(account.name())));
            details.put(account.name(), detail);
        }
        return Publishers.just(HealthResult.builder("providers", HealthStatus.UP)
                .details(details)
                .build());
    }
}
