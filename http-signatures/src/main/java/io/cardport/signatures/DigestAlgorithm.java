package io.cardport.signatures;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest algorithms of RFC 9530 section 5 that are not deprecated. */
public enum DigestAlgorithm {
    /** {@code sha-256}. */
    SHA_256("sha-256", "SHA-256"),
    /** {@code sha-512}. */
    SHA_512("sha-512", "SHA-512");

    private final String registered;
    private final MessageDigest fresh;

    DigestAlgorithm(String registered, String jdk) {
        this.registered = registered;
        this.fresh = found(jdk);
    }

    private static MessageDigest found(String jdk) {
        try {
            return MessageDigest.getInstance(jdk);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(jdk + " is in every JDK", missing);
        }
    }

    /**
     * The name in the registry.
     *
     * @return lower-case ASCII
     */
    public String registered() {
        return registered;
    }

    /** A copy of one that was never used: asking the JDK's providers each time costs more than the copy. */
    byte[] digest(byte[] bytes) {
        try {
            return ((MessageDigest) fresh.clone()).digest(bytes);
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException(fresh.getAlgorithm() + " of the JDK can be copied", never);
        }
    }
}
