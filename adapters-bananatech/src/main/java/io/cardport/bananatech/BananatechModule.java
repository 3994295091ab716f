package io.cardport.bananatech;

import io.cardport.bananatech.BananatechClient.Endpoint;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.ProviderSettings;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.secret.Secret;
import io.cardport.http.Circuits;
import io.cardport.http.ExchangeSettings;
import io.cardport.http.HttpExchange;
import io.cardport.http.Journal;
import io.cardport.http.RateBudget;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way in to BananaTech. A lent {@link RateBudget} or {@link Journal} is used where there is one. */
public final class BananatechModule implements IssuingProviderModule {
    static final String KIND = "bananatech";

    /** Long lists of records and of transactions come in one answer, encrypted and as base64. */
    private static final int LONGEST_ANSWER = 4 << 20;

    /** Made by {@link java.util.ServiceLoader}. */
    public BananatechModule() {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Setting> settings() {
        var all = new ArrayList<>(List.of(
                text("merchant-id", true, "", "The merchant's id, a UUID."),
                new Setting(
                        "secret",
                        Setting.Kind.TEXT,
                        true,
                        "",
                        true,
                        "The secret of 16, 24 or 32 bytes that encrypts and signs requests, answers and webhooks."),
                text("secret-encoding", false, "utf8", "How the secret is written: utf8, hex or base64."),
                text(
                        "currency",
                        false,
                        "USD",
                        "The currency of amounts beside which the issuer writes none, such as templates' limits."),
                text(
                        "document-dates",
                        false,
                        "seconds",
                        "In what the dates of identity documents are counted from 1970: seconds or milliseconds.")));
        for (Endpoint endpoint : Endpoint.values()) {
            all.add(text(
                    endpoint.setting(),
                    false,
                    endpoint.usualPath(),
                    "The path of a call; the issuer publishes only some of them."));
        }
        return List.copyOf(all);
    }

    private static Setting text(String name, boolean required, String usual, String meaning) {
        return new Setting(name, Setting.Kind.TEXT, required, usual, false, meaning);
    }

    @Override
    public Built build(ProviderSettings settings, Surroundings surroundings) {
        Optional<String> merchant = settings.text("merchant-id").filter(BananatechModule::isVisible);
        if (merchant.isEmpty()) {
            return new Built.Misconfigured("merchant-id", "merchant-id must be given, in visible characters");
        }
        Optional<BananatechCipher.Encoding> encoding = encoding(settings);
        if (encoding.isEmpty()) {
            return new Built.Misconfigured("secret-encoding", "secret-encoding must be utf8, hex or base64");
        }
        Optional<Secret> secret = settings.secret("secret");
        Optional<BananatechCipher> cipher =
                secret.flatMap(key -> BananatechCipher.of(key, encoding.get(), new SecureRandom()));
        if (cipher.isEmpty()) {
            return new Built.Misconfigured(
                    "secret", "secret must be 16, 24 or 32 bytes in the encoding that secret-encoding names");
        }
        Optional<Currency> currency =
                BananatechWire.currency(settings.text("currency").orElse("USD"));
        if (currency.isEmpty()) {
            return new Built.Misconfigured("currency", "currency must be an ISO 4217 code in capitals");
        }
        Optional<BananatechHolders.DateUnit> dates = dates(settings);
        if (dates.isEmpty()) {
            return new Built.Misconfigured("document-dates", "document-dates must be seconds or milliseconds");
        }
        Map<Endpoint, String> paths = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            String path = settings.text(endpoint.setting()).orElse(endpoint.usualPath());
            if (!path.matches("(?:/[A-Za-z0-9._~-]+)+")) {
                return new Built.Misconfigured(
                        endpoint.setting(), endpoint.setting() + " must be a path that begins with a slash");
            }
            paths.put(endpoint, path);
        }
        var seal = new BananatechSeal(merchant.get(), cipher.get());
        return connected(settings, surroundings, seal, paths, new Reading(dates.get(), currency.get()));
    }

    /** How what the issuer leaves open is read. */
    private record Reading(BananatechHolders.DateUnit dates, Currency currency) {}

    private static Built connected(
            ProviderSettings settings,
            Surroundings surroundings,
            BananatechSeal seal,
            Map<Endpoint, String> paths,
            Reading reading) {
        ExchangeSettings exchange;
        try {
            exchange = ExchangeSettings.of(
                            settings.baseUrl(), surroundings.clock(), ExchangeSettings.PlainHttp.LOOPBACK_ONLY)
                    .with(ExchangeSettings.Limits.DEFAULT
                            .connectTimeout(settings.connectTimeout())
                            .deadline(settings.deadline())
                            .answerBytes(LONGEST_ANSWER))
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
        var client = new BananatechClient(new HttpExchange(exchange), seal, paths);
        return new Built.Ready(new BananatechProvider(client, seal.cipher(), reading.dates(), reading.currency()));
    }

    private static RateBudget budget(ProviderSettings settings, Surroundings surroundings) {
        return surroundings
                .lent()
                .find(RateBudget.class)
                .or(() -> settings.rateLimit().filter(calls -> calls > 0).map(RateBudget::perMinute))
                .orElseGet(RateBudget::unlimited);
    }

    private static Optional<BananatechCipher.Encoding> encoding(ProviderSettings settings) {
        return switch (settings.text("secret-encoding").orElse("utf8")) {
            case "utf8" -> Optional.of(BananatechCipher.Encoding.UTF8);
            case "hex" -> Optional.of(BananatechCipher.Encoding.HEX);
            case "base64" -> Optional.of(BananatechCipher.Encoding.BASE64);
            default -> Optional.empty();
        };
    }

    private static Optional<BananatechHolders.DateUnit> dates(ProviderSettings settings) {
        return switch (settings.text("document-dates").orElse("seconds")) {
            case "seconds" -> Optional.of(BananatechHolders.DateUnit.SECONDS);
            case "milliseconds" -> Optional.of(BananatechHolders.DateUnit.MILLISECONDS);
            default -> Optional.empty();
        };
    }

    private static boolean isVisible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
