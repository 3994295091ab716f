package io.cardport.artha;

import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.testkit.issuing.GivenSettings;
import io.cardport.testkit.issuing.ProviderPageContract;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

class ArthaPageTest extends ProviderPageContract {
    @Override
    protected IssuingProviderModule module() {
        return new ArthaModule();
    }

    @Override
    protected IssuingProvider provider() {
        var settings = new GivenSettings(
                "page",
                URI.create("https://api.example.com/ext"),
                Duration.ofSeconds(5),
                Map.of("api-key", "k", "api-secret", "c2VjcmV0"),
                Map.of());
        return switch (module().build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING))) {
            case Built.Ready(IssuingProvider ready) -> ready;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }

    @Override
    protected String introduction() {
        return """
                Artha Card API

                Each person is approved for each product, requests carry a five-header HMAC, and webhooks are unsigned: they only
                say where to look. There are no idempotency keys: lists before and after tell what a lost answer did.""";
    }

    @Override
    protected String words() {
        return ArthaLifecycle.markdown();
    }
}
