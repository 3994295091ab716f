package io.cardport.app.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 with the house's search key: equal input gives equal hashes on all nodes and across rotations of the master
 * keys, and nobody without the key can try inputs. For e-mail search, credentials and request fingerprints.
 */
public final class KeyedHash {
    private final byte[] key;

    /**
     * Takes the key.
     *
     * @param key 32 bytes; copied
     */
    public KeyedHash(byte[] key) {
        this.key = key.clone();
    }

    /**
     * Hashes parts, each with its length, so that no two lists of parts collide.
     *
     * @param purpose what the hash is for; hashes of different purposes can't be compared
     * @param parts what is hashed, UTF-8
     * @return 64 characters of lower-case hex
     */
    public String of(String purpose, String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            add(mac, purpose);
            for (String part : parts) {
                add(mac, part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    private static void add(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        mac.update(new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        mac.update(bytes);
    }
}
