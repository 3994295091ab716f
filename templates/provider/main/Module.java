package io.cardport.@package@;

import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.ProviderSettings;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.secret.Secret;
import io.cardport.http.Circuits;
import io.cardport.http.ExchangeSettings;
import io.cardport.http.HttpExchange;
import io.cardport.http.Journal;
import io.cardport.http.RateBudget;
import java.util.List;
import java.util.Optional;

/** The way in to @Name@. What is lent of {@link RateBudget}, {@link Journal} and {@link Circuits} is used. */
public final class @Name@Module implements IssuingProviderModule {
    static final String KIND = "@kind@";

    /** Made by {@link java.util.ServiceLoader}. */
    public @Name@Module() {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Setting> settings() {
        return List.of(new Setting("api-key", Setting.Kind.TEXT, true, "", true, "The API key."));
    }

    @Override
    public Built build(ProviderSettings settings, Surroundings surroundings) {
        Optional<Secret> key = settings.secret("api-key").filter(secret -> secret.length() > 0);
        if (key.isEmpty()) {
            return new Built.Misconfigured("api-key", "api-key must be given");
        }
        ExchangeSettings exchange;
        try {
            exchange = ExchangeSettings.of(
                            settings.baseUrl(), surroundings.clock(), ExchangeSettings.PlainHttp.LOOPBACK_ONLY)
                    .with(ExchangeSettings.Limits.DEFAULT
                            .connectTimeout(settings.connectTimeout())
                            .deadline(settings.deadline()))
                    .withJournal(surroundings.lent().find(Journal.class).orElseGet(Journal::toLog))
                    .withCircuits(surroundings.lent().find(Circuits.class).orElseGet(Circuits::none))
                    .withBudget(budget(settings, surroundings));
        } catch (IllegalArgumentException wrong) {
            return new Built.Misconfigured("base-url", "base-url must be https, or http to this machine");
        }
        return new Built.Ready(new @Name@Provider(new @Name@Client(new HttpExchange(exchange), key.get())));
    }

    private static RateBudget budget(ProviderSettings settings, Surroundings surroundings) {
        return surroundings
                .lent()
                .find(RateBudget.class)
                .or(() -> settings.rateLimit().map(RateBudget::perMinute))
                .orElseGet(RateBudget::unlimited);
    }
}
