package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.Product;
import io.cardport.domain.product.ProductRules;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * A kind of card.
 *
 * @param ids which
 * @param shape what cards it makes
 * @param funding how they get money
 * @param physicalBy how plastic cards come about; null where there are none
 * @param capabilities what its cards can do, in snake_case
 * @param requiredFields what a holder's registration takes
 */
@Schema(name = "Product")
public record ProductView(
        @JsonUnwrapped Ids ids,
        @JsonUnwrapped Shape shape,
        @JsonUnwrapped Funding funding,
        Optional<ProductRules.PhysicalBy> physicalBy,
        List<String> capabilities,
        List<RequiredFieldView> requiredFields) {
    /** Which. */
    record Ids(String id, String provider, String name, String network) {}

    /** What cards it makes. */
    record Shape(List<CardType> cardTypes, List<String> currencies) {}

    /** How they get money. */
    record Funding(
            FundingTerms.FundingModel fundingModel,
            FundingTerms.InitialLoad initialLoad,
            Optional<MoneyView> minTopUp,
            Optional<MoneyView> maxTopUp,
            Optional<MoneyView> topUpFee) {}

    /** A field of a registration. */
    @Schema(name = "RequiredField")
    record RequiredFieldView(String name, String type, boolean required) {}

    /**
     * Shows a product.
     *
     * @param product the product
     * @param provider the issuer behind its account
     * @return its view
     */
    public static ProductView of(Product product, IssuingProvider provider) {
        ProductSeen seen = product.seen();
        FundingTerms terms = seen.funding();
        return new ProductView(
                new Ids(product.id().value(), product.account(), seen.name(), seen.network()),
                new Shape(
                        seen.cardTypes().stream().sorted().toList(),
                        seen.currencies().stream()
                                .map(Currency::getCurrencyCode)
                                .toList()),
                new Funding(
                        terms.model(),
                        terms.initialLoad(),
                        MoneyView.of(terms.minTopUp()),
                        MoneyView.of(terms.maxTopUp()),
                        MoneyView.of(terms.topUpFee())),
                seen.rules().physicalBy(),
                capabilities(provider).stream()
                        .filter(capability -> !seen.rules().withheld().contains(capability))
                        .map(Capability::nameOf)
                        .sorted()
                        .toList(),
                seen.rules().requiredFields().stream()
                        .map(field -> new RequiredFieldView(field.name(), field.type(), field.required()))
                        .toList());
    }

    /** What an issuer offers. */
    static List<Class<? extends Capability>> capabilities(IssuingProvider provider) {
        return Capability.all().stream()
                .filter(capability -> provider.can(capability).isPresent())
                .toList();
    }
}
