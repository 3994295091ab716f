package io.cardport.domain.issuing;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.secret.Secret;

/** Setting a card's PIN. */
public non-sealed interface PinSetting extends Capability {
    /**
     * Sets the PIN.
     *
     * @param operation our operation
     * @param card the issuer's id of the card
     * @param pin the new PIN
     * @return what became of it
     */
    Outcome<Applied> setPin(OperationId operation, ProviderRef card, Secret pin);
}
