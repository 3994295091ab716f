package io.cardport.domain.issuing;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.secret.Secret;
import java.time.Instant;

/** Showing a card's number, CVV and expiry. */
public non-sealed interface CardReveal extends Capability {
    /**
     * Asks for the card's secrets.
     *
     * @param operation our operation, for the issuer's log
     * @param card the issuer's id of the card
     * @return the secrets, or a short-lived address that shows them
     */
    Look<RevealedCard> reveal(OperationId operation, ProviderRef card);

    /** How a card's secrets are shown. */
    sealed interface RevealedCard {
        /**
         * The secrets themselves, to be wiped when written.
         *
         * @param number the card number, digits only
         * @param cvv the security code
         * @param expiry {@code MM/YY}
         */
        record Details(Secret number, Secret cvv, String expiry) implements RevealedCard {}

        /**
         * A page of the issuer's that shows them.
         *
         * @param url its address, itself a secret
         * @param expiresAt when the address ends
         */
        record Iframe(Secret url, Instant expiresAt) implements RevealedCard {}
    }
}
