package io.cardport.domain.issuing;

import io.cardport.domain.card.CardType;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.ProductRules;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/**
 * A product as the issuer shows it.
 *
 * @param reference the issuer's id of the product
 * @param name its name
 * @param network the card network, such as VISA; empty where unknown
 * @param cardTypes what can be made
 * @param currencies in which currencies
 * @param funding how its cards are funded
 * @param rules what else holds for it
 */
public record ProductSeen(
        ProviderRef reference,
        String name,
        String network,
        Set<CardType> cardTypes,
        List<Currency> currencies,
        FundingTerms funding,
        ProductRules rules) {
    /** Copies the collections. */
    public ProductSeen {
        cardTypes = Set.copyOf(cardTypes);
        currencies = List.copyOf(currencies);
    }
}
