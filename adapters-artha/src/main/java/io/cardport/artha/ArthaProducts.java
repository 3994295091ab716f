package io.cardport.artha;

import io.cardport.artha.ArthaLifecycle.Offer;
import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.money.MoneyReading;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.FundingTerms.FundingModel;
import io.cardport.domain.product.FundingTerms.InitialLoad;
import io.cardport.domain.product.ProductRules;
import io.cardport.domain.product.ProductRules.PhysicalBy;
import io.cardport.http.JsonView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Card products (section 1.3). What a product asks of holders stands on its own page, not in the list. */
final class ArthaProducts implements ProductCatalogue {
    private static final BigDecimal LEAST_TOP_UP = new BigDecimal("0.01");

    private final ArthaClient client;
    private final ArthaFields fields;

    ArthaProducts(ArthaClient client, ArthaFields fields) {
        this.client = client;
        this.fields = fields;
    }

    @Override
    public Look<List<ProductSeen>> products() {
        Look<List<ArthaWire.Product>> look =
                ArthaPages.all(client::products, ArthaWire.Product::of, ArthaWire.Product::id);
        if (!(look instanceof Look.Found<List<ArthaWire.Product>>(List<ArthaWire.Product> listed))) {
            return unread(look);
        }
        List<ProductSeen> seen = new ArrayList<>();
        for (ArthaWire.Product product : listed) {
            if (ArthaLifecycle.product(ArthaWire.word(product.view(), "status").orElse("")) == Offer.WITHDRAWN) {
                continue;
            }
            Look<ArthaWire.Product> page = product.requirements().isPresent()
                    ? new Look.Found<>(product)
                    : ArthaAnswers.look(client.product(product.id()), ArthaWire.Product::of);
            if (!(page instanceof Look.Found<ArthaWire.Product>(ArthaWire.Product whole))) {
                return unread(page);
            }
            seen.add(seen(product, whole.requirements().orElse(List.of())));
        }
        return new Look.Found<>(List.copyOf(seen));
    }

    private static Look<List<ProductSeen>> unread(Look<?> look) {
        return switch (look) {
            case Look.Denied<?>(var refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<?>(var cause) -> new Look.Unavailable<>(cause);
            case Look.Absent<?> absent -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
            case Look.Found<?> found -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
        };
    }

    private ProductSeen seen(ArthaWire.Product product, List<String> requirements) {
        JsonView view = product.view();
        List<Currency> currencies = currencies(view);
        Set<CardType> types = types(view);
        String id = product.id().value();
        return new ProductSeen(
                product.id(),
                ArthaWire.word(view, "name", "productName").orElse(id),
                ArthaWire.word(view, "organization").orElse(""),
                types,
                currencies,
                new FundingTerms(
                        FundingModel.PREPAID,
                        InitialLoad.NONE,
                        currencies.stream().findFirst().flatMap(ArthaProducts::leastTopUp),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                new ProductRules(
                        types.contains(CardType.PHYSICAL) ? Optional.of(PhysicalBy.SHIPMENT) : Optional.empty(),
                        Set.of(),
                        fields.required(id, requirements),
                        true));
    }

    private static Optional<Money> leastTopUp(Currency currency) {
        return switch (Money.of(LEAST_TOP_UP, currency)) {
            case MoneyReading.Read(Money money) -> Optional.of(money);
            case MoneyReading.Rejected rejected -> Optional.of(new Money(1, currency));
        };
    }

    /** A product that does not say what its cards are has virtual ones. */
    private static Set<CardType> types(JsonView view) {
        Set<CardType> types = EnumSet.noneOf(CardType.class);
        String word = ArthaWire.word(view, "type", "cardType").orElse("").toLowerCase(Locale.ROOT);
        for (CardType type : CardType.values()) {
            if (word.contains(type.name().toLowerCase(Locale.ROOT))) {
                types.add(type);
            }
        }
        return types.isEmpty() ? Set.of(CardType.VIRTUAL) : types;
    }

    private static List<Currency> currencies(JsonView view) {
        return Stream.concat(
                        ArthaWire.word(view, "currency").stream(),
                        view.at("currencies").items().stream().flatMap(item -> item.text().stream()))
                .flatMap(code ->
                        MoneyReading.parse("0", code.toUpperCase(Locale.ROOT)) instanceof MoneyReading.Read(Money none)
                                ? Stream.of(none.currency())
                                : Stream.empty())
                .distinct()
                .toList();
    }
}
