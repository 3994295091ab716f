package io.cardport.domain.product;

import io.cardport.domain.money.Money;
import java.util.Optional;

/**
 * How the cards of a product are funded.
 *
 * @param model where the money is
 * @param initialLoad whether a card is made with money on it
 * @param minTopUp the least that may be put on a card at once
 * @param maxTopUp the most that may be put on a card at once
 * @param topUpFee what a top-up costs
 * @param loadIsLimit whether the money loaded is itself the limit, so that no other limit can be asked for
 */
public record FundingTerms(
        FundingModel model,
        InitialLoad initialLoad,
        Optional<Money> minTopUp,
        Optional<Money> maxTopUp,
        Optional<Money> topUpFee,
        boolean loadIsLimit) {
    /** Where the money is. */
    public enum FundingModel {
        /** On the card. */
        PREPAID,
        /** In our account at the issuer. */
        SHARED,
        /** On a chain. */
        ON_CHAIN
    }

    /** Whether a card is made with money on it. */
    public enum InitialLoad {
        /** It must be. */
        REQUIRED,
        /** It may be. */
        OPTIONAL,
        /** It can't be. */
        NONE
    }
}
