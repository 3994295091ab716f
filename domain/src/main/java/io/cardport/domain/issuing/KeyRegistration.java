package io.cardport.domain.issuing;

/** Telling an issuer the public key that our requests are signed with. */
public non-sealed interface KeyRegistration extends Capability {
    /**
     * Registers the public key of the configured private key.
     *
     * @return the name by which the issuer knows the key from now on
     */
    Outcome<KeyRegistered> registerKey();

    /**
     * A key that the issuer knows.
     *
     * @param keyId how requests are to name it
     */
    record KeyRegistered(String keyId) {}
}
