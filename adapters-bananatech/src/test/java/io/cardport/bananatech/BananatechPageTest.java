package io.cardport.bananatech;

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

class BananatechPageTest extends ProviderPageContract {
    @Override
    protected IssuingProviderModule module() {
        return new BananatechModule();
    }

    @Override
    protected IssuingProvider provider() {
        var settings = new GivenSettings(
                "page",
                URI.create("https://api.example.com"),
                Duration.ofSeconds(5),
                Map.of(
                        "merchant-id",
                        "4f8f3b1e-0000-4000-8000-000000000001",
                        "secret",
                        "0123456789abcdef0123456789abcdef"),
                Map.of());
        return switch (module().build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING))) {
            case Built.Ready(IssuingProvider ready) -> ready;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }

    @Override
    protected String introduction() {
        return """
                BananaTech card operations

                Bodies are encrypted and carry a MAC, everything ends by webhook, and nothing that we send has a reference of
                ours: what is lost is looked for and never sent twice.""";
    }

    @Override
    protected String words() {
        return BananatechLifecycle.markdown();
    }
}
