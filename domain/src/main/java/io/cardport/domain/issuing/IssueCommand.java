package io.cardport.domain.issuing;

import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.secret.Secret;
import java.util.Currency;
import java.util.Optional;

/**
 * A card to be made.
 *
 * @param operation our operation, from which the adapter derives the issuer's idempotency key
 * @param card our id of the card, for issuers that keep a reference of ours
 * @param holder for whom
 * @param product what kind of card
 * @param options what was asked for
 * @param cardNumber the number printed on a physical card that is to be assigned
 */
public record IssueCommand(
        OperationId operation,
        CardId card,
        HolderAtProvider holder,
        ProductAtProvider product,
        CardOptions options,
        Optional<Secret> cardNumber) {
    /**
     * The holder of the card.
     *
     * @param reference the issuer's id of the holder
     * @param profile who it is
     */
    public record HolderAtProvider(ProviderRef reference, CardholderProfile profile) {}

    /**
     * The kind of card.
     *
     * @param reference the issuer's id of the product
     * @param type virtual or physical
     * @param currency the card's currency
     */
    public record ProductAtProvider(ProviderRef reference, CardType type, Currency currency) {}
}
