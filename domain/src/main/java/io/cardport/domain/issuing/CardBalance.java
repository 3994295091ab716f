package io.cardport.domain.issuing;

import io.cardport.domain.money.Money;
import java.util.Optional;

/** Asking for the money on a card. */
public non-sealed interface CardBalance extends Capability {
    /**
     * Asks for the card's balance.
     *
     * @param card the issuer's id of the card
     * @return what the issuer says now
     */
    Look<CardFunds> balance(ProviderRef card);

    /**
     * The money on a card.
     *
     * @param available what can be spent
     * @param pending what is reserved for purchases not settled yet
     * @param refundable what would come back if the card were closed now
     */
    record CardFunds(Money available, Optional<Money> pending, Optional<Money> refundable) {}
}
