package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.Merchant;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.issuing.TransactionSeen;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/**
 * A transaction.
 *
 * @param ids what it is
 * @param amounts how much
 * @param merchant with whom
 * @param occurredAt when it happened at the issuer
 * @param provider the issuer's own id and word
 * @param times version and times
 */
@Schema(name = "Transaction")
public record TransactionView(
        @JsonUnwrapped Ids ids,
        @JsonUnwrapped Amounts amounts,
        Optional<MerchantView> merchant,
        Instant occurredAt,
        @JsonUnwrapped AtProvider provider,
        @JsonUnwrapped VersionView times) {
    /** What it is. */
    record Ids(String id, String cardId, TransactionType type, TransactionStatus status) {}

    /** How much. */
    record Amounts(MoneyView amount, Optional<MoneyView> billingAmount, Optional<MoneyView> fee) {}

    /** With whom. */
    @Schema(name = "Merchant")
    record MerchantView(Optional<String> name, Optional<String> mcc, Optional<String> city, Optional<String> country) {
        static MerchantView of(Merchant merchant) {
            return new MerchantView(merchant.name(), merchant.mcc(), merchant.city(), merchant.country());
        }
    }

    /** The issuer's own id and word. */
    record AtProvider(String providerState, String providerReference) {}

    /**
     * Shows a transaction.
     *
     * @param transaction the transaction
     * @return its view
     */
    public static TransactionView of(CardTransaction transaction) {
        TransactionSeen seen = transaction.seen();
        return new TransactionView(
                new Ids(transaction.id().value(), transaction.card().value(), seen.type(), seen.status()),
                new Amounts(
                        MoneyView.of(seen.amounts().amount()),
                        MoneyView.of(seen.amounts().billing()),
                        MoneyView.of(seen.amounts().fee())),
                seen.merchant().map(MerchantView::of),
                seen.occurredAt(),
                new AtProvider(seen.word(), seen.reference().value()),
                VersionView.of(transaction.times()));
    }
}
