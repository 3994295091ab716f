package io.cardport.domain.issuing;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.id.OperationId;
import java.util.Optional;

/** Changing what a card may be used for. */
public non-sealed interface SpendControls extends Capability {
    /**
     * Why controls can't be set. Nothing is asked.
     *
     * @param controls what is to hold
     * @return empty where the issuer is to decide
     */
    default Optional<Objection> objectionTo(CardControlsSpec controls) {
        return Optional.empty();
    }

    /**
     * Replaces limit, spending controls and merchant controls.
     *
     * @param operation our operation
     * @param card the issuer's id of the card
     * @param controls what is to hold from now on
     * @return what became of it
     */
    Outcome<Applied> apply(OperationId operation, ProviderRef card, CardControlsSpec controls);
}
