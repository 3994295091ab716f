package io.cardport.uqpay;

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
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way in to UQPAY. A lent {@link TokenStore}, {@link RateBudget} or {@link Journal} is used where there is one. */
public final class UqpayModule implements IssuingProviderModule {
    static final String KIND = "uqpay";

    private static final Duration DEFAULT_TOLERANCE = Duration.ofSeconds(300);

    /** Pages for cards by the host of the API (section 1.1). */
    private static final Map<String, String> PAGES = Map.of(
            "api.uqpay.com", "https://embedded.uqpay.com",
            "api-sandbox.uqpaytech.com", "https://embedded-sandbox.uqpaytech.com");

    /** Made by {@link java.util.ServiceLoader}. */
    public UqpayModule() {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("client-id", Setting.Kind.TEXT, true, "", false, "The client id of the API key."),
                new Setting("api-key", Setting.Kind.TEXT, true, "", true, "The API key."),
                new Setting(
                        "webhook-secret",
                        Setting.Kind.LIST,
                        true,
                        "",
                        true,
                        "The secrets of the webhook endpoint; several while one replaces another."),
                new Setting(
                        "on-behalf-of",
                        Setting.Kind.TEXT,
                        false,
                        "",
                        false,
                        "The account id of the sub-account to act for; the master account where it is not set."),
                new Setting(
                        "webhook-tolerance",
                        Setting.Kind.DURATION,
                        false,
                        "300s",
                        false,
                        "How far a webhook's timestamp may be from now, in both directions."),
                new Setting(
                        "reveal",
                        Setting.Kind.TEXT,
                        false,
                        "iframe",
                        false,
                        "How cards are shown: by a page of the issuer's (iframe), or by number, for licensed"
                                + " institutions (secure)."),
                new Setting(
                        "iframe-base-url",
                        Setting.Kind.URL,
                        false,
                        "",
                        false,
                        "Where the issuer's page for cards is; needed only for an API address that is not one of the"
                                + " issuer's two."),
                new Setting(
                        "settlement-amounts",
                        Setting.Kind.TEXT,
                        false,
                        "total",
                        false,
                        "What the amount of a settlement is: the purchase as settled (total), or only what was settled"
                                + " more or less than authorized, shown as a correction of its own (difference)."));
    }

    @Override
    public Built build(ProviderSettings settings, Surroundings surroundings) {
        Optional<String> clientId = settings.text("client-id").filter(UqpayModule::fitsHeader);
        if (clientId.isEmpty()) {
            return new Built.Misconfigured("client-id", "client-id must be given, in visible characters");
        }
        Optional<Secret> apiKey = settings.secret("api-key")
                .filter(key -> key.length() > 0 && key.reveal(text -> fitsHeader(new String(text))));
        if (apiKey.isEmpty()) {
            return new Built.Misconfigured("api-key", "api-key must be given, in visible characters");
        }
        List<Secret> secrets = settings.secrets("webhook-secret");
        if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length() == 0)) {
            return new Built.Misconfigured("webhook-secret", "webhook-secret must be given and no entry may be empty");
        }
        Optional<String> onBehalfOf = settings.text("on-behalf-of").filter(account -> !account.isBlank());
        if (onBehalfOf.filter(account -> !fitsHeader(account)).isPresent()) {
            return new Built.Misconfigured("on-behalf-of", "on-behalf-of must be an account id");
        }
        Duration tolerance = settings.duration("webhook-tolerance").orElse(DEFAULT_TOLERANCE);
        if (!tolerance.isPositive()) {
            return new Built.Misconfigured("webhook-tolerance", "webhook-tolerance must be longer than nothing");
        }
        Optional<UqpayTransactions.Settlements> settlements = settlements(settings);
        if (settlements.isEmpty()) {
            return new Built.Misconfigured("settlement-amounts", "settlement-amounts must be total or difference");
        }
        return switch (way(settings)) {
            case WayRead.Wrong(String setting, String sentence) -> new Built.Misconfigured(setting, sentence);
            case WayRead.Known(UqpayReveal.Way way) ->
                connected(
                        settings,
                        surroundings,
                        new UqpayClient.Account(clientId.get(), apiKey.get(), onBehalfOf),
                        way,
                        new UqpayTransactions(settlements.get()),
                        new UqpaySignature(secrets, tolerance));
        };
    }

    private static Built connected(
            ProviderSettings settings,
            Surroundings surroundings,
            UqpayClient.Account account,
            UqpayReveal.Way way,
            UqpayTransactions transactions,
            UqpaySignature signature) {
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
        TokenStore store = surroundings.lent().find(TokenStore.class).orElseGet(InMemoryTokenStore::new);
        var client = new UqpayClient(new HttpExchange(exchange), account, store, surroundings.clock());
        return new Built.Ready(new UqpayProvider(client, way, transactions, signature, surroundings.clock()));
    }

    private static RateBudget budget(ProviderSettings settings, Surroundings surroundings) {
        return surroundings
                .lent()
                .find(RateBudget.class)
                .or(() -> settings.rateLimit().filter(calls -> calls > 0).map(RateBudget::perMinute))
                .orElseGet(RateBudget::unlimited);
    }

    private static Optional<UqpayTransactions.Settlements> settlements(ProviderSettings settings) {
        return switch (settings.text("settlement-amounts").orElse("total")) {
            case "total" -> Optional.of(UqpayTransactions.Settlements.TOTAL);
            case "difference" -> Optional.of(UqpayTransactions.Settlements.DIFFERENCE);
            default -> Optional.empty();
        };
    }

    private sealed interface WayRead {
        record Known(UqpayReveal.Way way) implements WayRead {}

        record Wrong(String setting, String sentence) implements WayRead {}
    }

    private static WayRead way(ProviderSettings settings) {
        return switch (settings.text("reveal").orElse("iframe")) {
            case "secure" -> new WayRead.Known(new UqpayReveal.Way.Secure());
            case "iframe" ->
                settings.text("iframe-base-url")
                        .filter(text -> !text.isBlank())
                        .or(() -> Optional.ofNullable(settings.baseUrl().getHost())
                                .flatMap(host -> Optional.ofNullable(PAGES.get(host))))
                        .flatMap(UqpayModule::page)
                        .<WayRead>map(base -> new WayRead.Known(new UqpayReveal.Way.Iframe(base)))
                        .orElse(new WayRead.Wrong(
                                "iframe-base-url",
                                "iframe-base-url must be an absolute address, because the issuer's own is not known for"
                                        + " this base-url"));
            default -> new WayRead.Wrong("reveal", "reveal must be iframe or secure");
        };
    }

    private static Optional<URI> page(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && uri.getRawQuery() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static boolean fitsHeader(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
