package io.cardport.domain.issuing;

/** Closing a card for good. */
public non-sealed interface CardClosing extends Capability {
    /**
     * Closes the card.
     *
     * @param command which card
     * @return what became of it
     */
    Outcome<CardChanged> close(CardCommand command);
}
