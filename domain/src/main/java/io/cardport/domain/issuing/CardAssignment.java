package io.cardport.domain.issuing;

/** Giving a holder a physical card that already exists, by its number. */
public non-sealed interface CardAssignment extends Capability {
    /**
     * Assigns the card.
     *
     * @param command for whom; its {@code cardNumber} is the number printed on the card
     * @return what became of it
     */
    Outcome<IssuedCard> assign(IssueCommand command);
}
