package io.cardport.netpay;

import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built.Misconfigured;
import io.cardport.domain.issuing.IssuingProviderModule.Built.Ready;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderSettings;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.secret.Secret;
import io.cardport.http.Circuits;
import io.cardport.http.ExchangeSettings;
import io.cardport.http.HttpExchange;
import io.cardport.http.Journal;
import io.cardport.http.RateBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NetPay as a kind of account. Settings beside those of all accounts: the two static keys, the products (NetPay lists
 * none) and whether the undocumented merchant routes may be used.
 */
public final class NetpayModule implements IssuingProviderModule {
    private static final String KIND = "netpay";

    /** Made by {@link java.util.ServiceLoader}. */
    public NetpayModule() {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("api-key", Setting.Kind.TEXT, true, "", true, "The distributor's key, sent as X-Api-Key."),
                new Setting("access-key", Setting.Kind.TEXT, true, "", true, "Its second key, sent as X-Access-Key."),
                new Setting("products", Setting.Kind.BLOCKS, false, "", false, "The products NetPay agreed to."),
                new Setting("products[].id", Setting.Kind.TEXT, true, "", false, "NetPay's card_product_id."),
                new Setting("products[].currency", Setting.Kind.TEXT, true, "", false, "ISO 4217 code of its cards."),
                new Setting(
                        "products[].name", Setting.Kind.TEXT, false, "", false, "How it is shown; its id if empty."),
                new Setting(
                        "extensions",
                        Setting.Kind.FLAG,
                        false,
                        "false",
                        false,
                        "Whether the merchant routes that the distributor API does not document may be used."));
    }

    @Override
    public Built build(ProviderSettings settings, Surroundings surroundings) {
        for (String key : List.of("api-key", "access-key")) {
            if (!settings.secret(key).map(NetpayModule::isHeaderText).orElse(false)) {
                return new Misconfigured(key, "is required and consists of visible ASCII characters");
            }
        }
        var products = new ArrayList<ProductSeen>();
        for (Map<String, String> block : settings.blocks("products")) {
            Optional<ProductSeen> product = product(block);
            if (product.isEmpty()) {
                return new Misconfigured("products", "each has an id and a currency that is an ISO 4217 code");
            }
            products.add(product.get());
        }
        ExchangeSettings exchange;
        try {
            exchange = exchange(settings, surroundings);
        } catch (IllegalArgumentException wrong) {
            return new Misconfigured("base-url", "is not an address that NetPay can be reached at");
        }
        var seal = new NetpaySeal(
                settings.secret("api-key").orElseThrow(),
                settings.secret("access-key").orElseThrow());
        var client = new NetpayClient(new HttpExchange(exchange), seal);
        return new Ready(new NetpayProvider(client, products, settings.flag("extensions")));
    }

    private static ExchangeSettings exchange(ProviderSettings settings, Surroundings surroundings) {
        RateBudget budget = surroundings
                .lent()
                .find(RateBudget.class)
                .or(() -> settings.rateLimit().map(RateBudget::perMinute))
                .orElseGet(RateBudget::unlimited);
        // Whether http to this machine is allowed was decided when the address was read from the configuration.
        return ExchangeSettings.of(settings.baseUrl(), surroundings.clock(), ExchangeSettings.PlainHttp.LOOPBACK_ONLY)
                .with(ExchangeSettings.Limits.DEFAULT
                        .deadline(settings.deadline())
                        .connectTimeout(settings.connectTimeout()))
                .withJournal(surroundings.lent().find(Journal.class).orElseGet(Journal::toLog))
                .withCircuits(surroundings.lent().find(Circuits.class).orElseGet(Circuits::none))
                .withBudget(budget);
    }

    private static boolean isHeaderText(Secret secret) {
        return secret.length() > 0
                && secret.<Boolean>reveal(text -> {
                    for (char c : text) {
                        if (c <= ' ' || c >= 0x7F) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static Optional<ProductSeen> product(Map<String, String> block) {
        String id = block.getOrDefault("id", "").strip();
        List<String> codes = Arrays.stream(block.getOrDefault("currency", "").split(",", -1))
                .map(String::strip)
                .toList();
        List<Currency> currencies = codes.stream()
                .flatMap(code -> Currency.getAvailableCurrencies().stream()
                        .filter(known -> known.getCurrencyCode().equals(code)))
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .toList();
        if (id.isEmpty() || id.length() > 255 || currencies.size() != codes.size()) {
            return Optional.empty();
        }
        String name = block.getOrDefault("name", "").strip();
        return Optional.of(NetpayProvider.product(id, name.isEmpty() ? id : name, currencies));
    }
}
