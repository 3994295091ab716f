package io.cardport.domain.issuing;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.secret.Secret;
import java.util.Optional;

/** Setting a card's PIN. */
public non-sealed interface PinSetting extends Capability {
    /**
     * Why a PIN can't be set. Nothing is asked.
     *
     * @param pin a PIN
     * @return empty where the issuer is to decide
     */
    default Optional<Objection> objectionTo(Secret pin) {
        return Optional.empty();
    }

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
