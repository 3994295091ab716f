package io.cardport.domain.issuing;

/** Putting money on a card. */
public non-sealed interface CardFunding extends Capability {
    /**
     * Tops the card up from our account at the issuer.
     *
     * @param command which card and how much
     * @return what became of it
     */
    Outcome<FundsMoved> topUp(MoveFunds command);
}
