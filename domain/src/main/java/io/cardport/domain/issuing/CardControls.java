package io.cardport.domain.issuing;

/** Locking and unlocking a card. */
public non-sealed interface CardControls extends Capability {
    /**
     * Locks the card.
     *
     * @param command which card
     * @return what became of it
     */
    Outcome<CardChanged> lock(CardCommand command);

    /**
     * Lifts our lock.
     *
     * @param command which card
     * @return what became of it
     */
    Outcome<CardChanged> unlock(CardCommand command);
}
