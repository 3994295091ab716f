package io.cardport.domain.delivery;

import io.cardport.domain.secret.Secret;

/** Makes secrets of endpoints. */
@FunctionalInterface
public interface SecretMint {
    /**
     * Makes a secret.
     *
     * @return {@code whsec_} and base64 of 24 to 64 random bytes
     */
    Secret mint();
}
