package io.cardport.signatures;

/** The digest algorithms of RFC 9530 section 5 that are not deprecated. */
public enum DigestAlgorithm {
    /** {@code sha-256}. */
    SHA_256("sha-256", "SHA-256"),
    /** {@code sha-512}. */
    SHA_512("sha-512", "SHA-512");

    private final String registered;
    private final String jdk;

    DigestAlgorithm(String registered, String jdk) {
        this.registered = registered;
        this.jdk = jdk;
    }

    /**
     * The name in the registry.
     *
     * @return lower-case ASCII
     */
    public String registered() {
        return registered;
    }

    String jdk() {
        return jdk;
    }
}
