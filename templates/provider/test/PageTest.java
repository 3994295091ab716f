package io.cardport.@package@;

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

class @Name@PageTest extends ProviderPageContract {
    @Override
    protected IssuingProviderModule module() {
        return new @Name@Module();
    }

    @Override
    protected IssuingProvider provider() {
        var settings = new GivenSettings(
                "page", URI.create("https://api.example.com"), Duration.ofSeconds(5), Map.of("api-key", "k"), Map.of());
        return switch (module().build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING))) {
            case Built.Ready(IssuingProvider ready) -> ready;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }

    @Override
    protected String introduction() {
        return "@Name@";
    }

    @Override
    protected String words() {
        return @Name@Lifecycle.markdown();
    }
}
