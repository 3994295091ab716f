package io.cardport.app.sealing;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key, ready to derive the key of each value from it. */
final class SealingKey {
    private static final String ALGORITHM = "HmacSHA256";

    /** Keyed and never fed: each derivation works on a copy, which costs a fraction of a new one. */
    private final Mac keyed;

    SealingKey(byte[] key) {
        try {
            this.keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    byte[] derived(byte[] salt) {
        try {
            return ((Mac) keyed.clone()).doFinal(salt);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", impossible);
        }
    }
}
