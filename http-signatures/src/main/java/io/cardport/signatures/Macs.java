package io.cardport.signatures;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A keyed MAC to be copied for each use: cheaper than keying one, and safe among threads. */
final class Macs {
    private Macs() {}

    static Mac sha256(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("HmacSHA256 is in every JDK", missing);
        }
    }

    static byte[] of(Mac keyed, byte[] text) {
        try {
            return ((Mac) keyed.clone()).doFinal(text);
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be copied", never);
        }
    }
}
