package io.cardport.domain.issuing;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.secret.Secret;
import java.util.Optional;

/** Activating a card that was made inactive. */
public non-sealed interface CardActivation extends Capability {
    /**
     * Activates the card.
     *
     * @param command which card, and the secrets that the issuer wants
     * @return what became of it
     */
    Outcome<CardChanged> activate(Activate command);

    /**
     * Why a card can't be activated so. Nothing is asked.
     *
     * @param command which card, and the secrets that the issuer wants
     * @return empty where the issuer is to decide
     */
    default Optional<Objection> objectionTo(Activate command) {
        return Optional.empty();
    }

    /**
     * Where the code comes from that activates a card.
     *
     * @return the holder unless the issuer sends it to us
     */
    default CodeFrom codeFrom() {
        return CodeFrom.HOLDER;
    }

    /** Where an activation code comes from. */
    enum CodeFrom {
        /** It came with the card, or there is none. */
        HOLDER,
        /** The issuer pushes it to us some time after the card was made. */
        ISSUER
    }

    /**
     * Which card to activate.
     *
     * @param operation our operation
     * @param card the issuer's id of the card
     * @param activationCode the code that came with the card
     * @param pin the PIN to set
     */
    record Activate(OperationId operation, ProviderRef card, Optional<Secret> activationCode, Optional<Secret> pin) {}
}
