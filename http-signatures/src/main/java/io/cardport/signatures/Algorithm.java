package io.cardport.signatures;

import java.util.Optional;

/** The algorithms of RFC 9421 section 3.3, under the names of its registry. */
public enum Algorithm {
    /** Ed25519 (RFC 8032), section 3.3.6. */
    ED25519("ed25519", 64),
    /** ECDSA over P-256 with SHA-256, the signature being {@code r} and {@code s} of 32 bytes each, section 3.3.4. */
    ECDSA_P256_SHA256("ecdsa-p256-sha256", 64),
    /** ECDSA over P-384 with SHA-384, the signature being {@code r} and {@code s} of 48 bytes each, section 3.3.5. */
    ECDSA_P384_SHA384("ecdsa-p384-sha384", 96),
    /** RSASSA-PSS with SHA-512, MGF1 with SHA-512 and 64 bytes of salt, section 3.3.1. */
    RSA_PSS_SHA512("rsa-pss-sha512", 0),
    /** RSASSA-PKCS1-v1_5 with SHA-256, section 3.3.2. */
    RSA_V1_5_SHA256("rsa-v1_5-sha256", 0),
    /** HMAC with SHA-256 and a shared secret, section 3.3.3. */
    HMAC_SHA256("hmac-sha256", 32);

    private final String registered;
    private final int length;

    Algorithm(String registered, int length) {
        this.registered = registered;
        this.length = length;
    }

    /**
     * The name in the registry, as the {@code alg} parameter carries it.
     *
     * @return lower-case ASCII
     */
    public String registered() {
        return registered;
    }

    /** Bytes of a signature; 0 where the key decides. */
    int length() {
        return length;
    }

    /**
     * Finds an algorithm by its registered name.
     *
     * @param name a name, compared exactly
     * @return the algorithm, or empty when the name is not registered
     */
    public static Optional<Algorithm> named(String name) {
        for (Algorithm one : values()) {
            if (one.registered.equals(name)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
