package io.cardport.httpsignature;

import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.ProductRules;
import io.cardport.domain.product.ProductRules.PhysicalBy;
import io.cardport.domain.product.ProductRules.RequiredField;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Products as configured: cards whose money stays on the chain (sheet 3.1). */
final class HttpSignatureProducts {
    private static final FundingTerms ON_CHAIN = new FundingTerms(
            FundingTerms.FundingModel.ON_CHAIN,
            FundingTerms.InitialLoad.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    private static final List<RequiredField> REQUIRED = List.of(
            new RequiredField("details." + HttpSignatureCustomers.WALLET, "text", true),
            new RequiredField("address", "object", true));

    private HttpSignatureProducts() {}

    static Optional<ProductSeen> product(Map<String, String> block, boolean physical) {
        String id = block.getOrDefault("id", "").strip();
        String name = block.getOrDefault("name", "").strip();
        String code = block.getOrDefault("currency", "").strip();
        Optional<Currency> currency = Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(code) && known.getDefaultFractionDigits() >= 0)
                .findFirst();
        Set<CardType> types = types(block.getOrDefault("types", "virtual"));
        boolean fits = !types.isEmpty() && (physical || !types.contains(CardType.PHYSICAL));
        if (id.isEmpty() || id.length() > 255 || currency.isEmpty() || !fits) {
            return Optional.empty();
        }
        Optional<PhysicalBy> way =
                types.contains(CardType.PHYSICAL) ? Optional.of(PhysicalBy.SHIPMENT) : Optional.empty();
        return Optional.of(new ProductSeen(
                new ProviderRef(id),
                name.isEmpty() ? id : name,
                "",
                types,
                List.of(currency.get()),
                ON_CHAIN,
                new ProductRules(way, Set.of(), REQUIRED, false)));
    }

    /** None where one word is unknown. */
    private static Set<CardType> types(String list) {
        Set<CardType> types = EnumSet.noneOf(CardType.class);
        for (String word : list.split(",", -1)) {
            Optional<CardType> type = Arrays.stream(CardType.values())
                    .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word.strip()))
                    .findFirst();
            if (type.isEmpty()) {
                return Set.of();
            }
            types.add(type.get());
        }
        return types;
    }
}
