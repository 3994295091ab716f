package io.cardport.domain.card;

import java.util.Optional;

/**
 * What may be shown of a card, as far as the issuer told.
 *
 * @param last4 the last four digits of the number
 * @param network the card network, such as VISA
 * @param expiry the printed expiry, {@code MM/YY}
 */
public record CardFacts(Optional<String> last4, Optional<String> network, Optional<String> expiry) {
    /** Nothing known. */
    public static final CardFacts NONE = new CardFacts(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * What is known when later facts are added.
     *
     * @param later facts that win where they are present
     * @return both together
     */
    public CardFacts updatedBy(CardFacts later) {
        return new CardFacts(
                later.last4.or(() -> last4), later.network.or(() -> network), later.expiry.or(() -> expiry));
    }
}
