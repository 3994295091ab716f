package io.cardport.httpsignature;

import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.ProviderSettings;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.secret.Secret;
import io.cardport.http.Circuits;
import io.cardport.http.ExchangeSettings;
import io.cardport.http.HttpExchange;
import io.cardport.http.InMemoryTokenStore;
import io.cardport.http.Journal;
import io.cardport.http.RateBudget;
import io.cardport.http.TokenStore;
import io.cardport.httpsignature.HttpSignatureProvider.Parts;
import io.cardport.httpsignature.HttpSignatureSettings.Read;
import io.cardport.signatures.SigningKey;
import java.util.List;
import java.util.Optional;

/** The way in to issuers of OffBlocks' kind. A lent {@link TokenStore}, {@link RateBudget} or {@link Journal} is used. */
public final class HttpSignatureModule implements IssuingProviderModule {
    static final String KIND = "http-signature";

    /** Made by {@link java.util.ServiceLoader}. */
    public HttpSignatureModule() {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Setting> settings() {
        return HttpSignatureSettings.DECLARED;
    }

    @Override
    public Built build(ProviderSettings settings, Surroundings surroundings) {
        return switch (HttpSignatureSettings.read(settings)) {
            case Read.Wrong(String setting, String sentence) -> new Built.Misconfigured(setting, sentence);
            case Read.Known(HttpSignatureSettings known) -> connected(settings, known, surroundings);
        };
    }

    private static Built connected(ProviderSettings settings, HttpSignatureSettings known, Surroundings surroundings) {
        ExchangeSettings exchange;
        try {
            exchange = ExchangeSettings.of(
                            settings.baseUrl(), surroundings.clock(), ExchangeSettings.PlainHttp.LOOPBACK_ONLY)
                    .with(ExchangeSettings.Limits.DEFAULT
                            .connectTimeout(settings.connectTimeout())
                            .deadline(settings.deadline()))
                    .withCircuits(surroundings.lent().find(Circuits.class).orElseGet(Circuits::none))
                    .withBudget(budget(settings, surroundings));
        } catch (IllegalArgumentException wrong) {
            return new Built.Misconfigured(
                    "base-url", "base-url must be https, or http to this machine, and deadlines must be positive");
        }
        Optional<Journal> journal = surroundings.lent().find(Journal.class);
        if (journal.isPresent()) {
            exchange = exchange.withJournal(journal.get());
        }
        SigningKey key = known.key();
        var account =
                new HttpSignatureClient.Account(key.id(), secret(settings, "api-key"), secret(settings, "api-secret"));
        TokenStore store = surroundings.lent().find(TokenStore.class).orElseGet(InMemoryTokenStore::new);
        var seal = new HttpSignatureSeal(exchange, key, known.profile(), surroundings.clock());
        var client = new HttpSignatureClient(new HttpExchange(exchange), account, seal, store, surroundings.clock());
        return new Built.Ready(new HttpSignatureProvider(parts(client, known, surroundings), known.products()));
    }

    private static Parts parts(HttpSignatureClient client, HttpSignatureSettings known, Surroundings surroundings) {
        var accounts = new HttpSignatureAccounts(client, known.challenges());
        var keys = new HttpSignatureKeys(
                known.webhooks().source(client), known.webhooks().algorithm(), surroundings.clock());
        var scheme = new HttpSignatureScheme(known.webhooks().policy(), keys, surroundings.clock());
        return new Parts(
                client,
                new HttpSignatureCustomers(client, accounts, known.challenges(), known.chain()),
                new HttpSignatureCards(client, accounts),
                new HttpSignatureWebhooks(scheme),
                new HttpSignatureSetUp(client, known.publicKey(), surroundings.clock()));
    }

    private static Secret secret(ProviderSettings settings, String name) {
        return settings.secret(name).orElseThrow();
    }

    private static RateBudget budget(ProviderSettings settings, Surroundings surroundings) {
        return surroundings
                .lent()
                .find(RateBudget.class)
                .or(() -> settings.rateLimit().filter(calls -> calls > 0).map(RateBudget::perMinute))
                .orElseGet(RateBudget::unlimited);
    }
}
