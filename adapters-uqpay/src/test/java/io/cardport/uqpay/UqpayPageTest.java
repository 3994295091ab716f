package io.cardport.uqpay;

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

class UqpayPageTest extends ProviderPageContract {
    @Override
    protected IssuingProviderModule module() {
        return new UqpayModule();
    }

    @Override
    protected IssuingProvider provider() {
        var settings = new GivenSettings(
                "page",
                URI.create("https://api-sandbox.uqpaytech.com/api"),
                Duration.ofSeconds(5),
                Map.of("client-id", "c", "api-key", "k", "webhook-secret", "w", "reveal", "secure"),
                Map.of());
        return switch (module().build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING))) {
            case Built.Ready(IssuingProvider ready) -> ready;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }

    @Override
    protected String introduction() {
        return """
                UQPAY Issuing

                A token of which one lives at a time, card orders, webhooks signed with HMAC-SHA512, spending controls and
                one-time cards.""";
    }

    @Override
    protected String words() {
        return UqpayLifecycle.markdown();
    }
}
