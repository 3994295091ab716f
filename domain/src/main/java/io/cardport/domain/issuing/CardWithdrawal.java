package io.cardport.domain.issuing;

/** Taking money off a card. */
public non-sealed interface CardWithdrawal extends Capability {
    /**
     * Moves money from the card back to our account at the issuer.
     *
     * @param command which card and how much
     * @return what became of it
     */
    Outcome<FundsMoved> withdraw(MoveFunds command);
}
