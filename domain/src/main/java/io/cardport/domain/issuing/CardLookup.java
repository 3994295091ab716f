package io.cardport.domain.issuing;

/** Reading a card back. */
public non-sealed interface CardLookup extends Capability {
    /**
     * Asks for the card as it is now.
     *
     * @param card the issuer's id of the card
     * @return what the issuer says now
     */
    Look<CardSeen> card(ProviderRef card);
}
