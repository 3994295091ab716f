package io.cardport.domain.issuing;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.id.OperationId;

/** Changing what a card may be used for. */
public non-sealed interface SpendControls extends Capability {
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
