package io.cardport.signatures;

import java.util.Optional;

/** Port: who knows which keys are valid now. */
@FunctionalInterface
public interface KeyDirectory {
    /**
     * Finds a key.
     *
     * @param keyId what the signature says; anything may stand there
     * @return the key, bound to its algorithm, when it is known and valid now
     */
    Optional<VerificationKey> find(String keyId);
}
