package io.cardport.testkit.usecase;

import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.ProductRules;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the issuer in memory shows. */
final class Shown {
    private Shown() {}

    static OrderSeen paid(String order) {
        return new OrderSeen(
                new ProviderRef(order),
                OrderReading.SUCCEEDED,
                "SUCCESS",
                Optional.empty(),
                FundsMoved.PLAIN,
                Optional.empty());
    }

    static ProductSeen product(String reference, String name, List<ProductRules.RequiredField> required) {
        return new ProductSeen(
                new ProviderRef(reference),
                name,
                "VISA",
                Set.of(CardType.VIRTUAL),
                List.of(Currency.getInstance("USD")),
                new FundingTerms(
                        FundingTerms.FundingModel.PREPAID,
                        FundingTerms.InitialLoad.OPTIONAL,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                new ProductRules(Optional.empty(), Set.of(), required, false));
    }
}
