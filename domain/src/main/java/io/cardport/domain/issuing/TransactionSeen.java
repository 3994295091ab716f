package io.cardport.domain.issuing;

import io.cardport.domain.funding.Merchant;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.money.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * A card transaction as the issuer shows it.
 *
 * @param reference the issuer's id of the transaction; of a reversal or settlement, the one it belongs to where known
 * @param type what kind
 * @param status how far
 * @param word the issuer's own words for kind and status
 * @param amounts how much
 * @param merchant where
 * @param occurredAt when
 */
public record TransactionSeen(
        ProviderRef reference,
        TransactionType type,
        TransactionStatus status,
        String word,
        Amounts amounts,
        Optional<Merchant> merchant,
        Instant occurredAt) {
    /**
     * How much.
     *
     * @param amount in the merchant's currency
     * @param billing in the card's currency
     * @param fee what the issuer took for it
     */
    public record Amounts(Money amount, Optional<Money> billing, Optional<Money> fee) {}
}
