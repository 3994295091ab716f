package io.cardport.netpay;

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

class NetpayPageTest extends ProviderPageContract {
    @Override
    protected IssuingProviderModule module() {
        return new NetpayModule();
    }

    @Override
    protected IssuingProvider provider() {
        var settings = new GivenSettings(
                "page",
                URI.create("https://cards.example.com/api/v1"),
                Duration.ofSeconds(5),
                Map.of("api-key", "k", "access-key", "a"),
                Map.of());
        return switch (module().build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING))) {
            case Built.Ready(IssuingProvider ready) -> ready;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }

    @Override
    protected String introduction() {
        return """
                NetPay Distributor Card API

                Documents travel with the person in one form, decisions are polled for, and there are no webhooks. Further routes
                are used only with `extensions`.""";
    }

    @Override
    protected String words() {
        return NetpayLifecycle.markdown();
    }
}
