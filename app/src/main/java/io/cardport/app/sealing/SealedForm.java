package io.cardport.app.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bytes of a sealed value: form (1), length of the key's id, the id (empty for a holder's own key), salt (16), nonce
 * (12), AES-256-GCM ciphertext and tag. The key of each value is HMAC-SHA256(key, salt), because random nonces under one
 * key are safe for 2^32 values only and an inbox outgrows that.
 */
final class SealedForm {
    private static final byte FORM = 1;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    /** Ciphers that nobody uses at the moment: finding one costs as much as sealing a kilobyte. */
    private static final BlockingQueue<Cipher> FREE = new ArrayBlockingQueue<>(16);

    private SealedForm() {}

    static byte[] seal(SealingKey key, String keyId, Place where, byte[] clear, RandomGenerator random) {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        byte[] fresh = new byte[SALT + NONCE];
        random.nextBytes(fresh);
        byte[] salt = Arrays.copyOf(fresh, SALT);
        byte[] nonce = Arrays.copyOfRange(fresh, SALT, fresh.length);
        byte[] hidden = crypt(Cipher.ENCRYPT_MODE, key, salt, nonce, where, clear);
        return ByteBuffer.allocate(2 + id.length + fresh.length + hidden.length)
                .put(FORM)
                .put((byte) id.length)
                .put(id)
                .put(fresh)
                .put(hidden)
                .array();
    }

    static byte[] open(SealingKey key, Place where, byte[] sealed) {
        int from = 2 + keyId(sealed).length();
        if (sealed.length < from + SALT + NONCE + TAG) {
            throw new SealBroken("A sealed value is too short");
        }
        byte[] salt = Arrays.copyOfRange(sealed, from, from + SALT);
        byte[] nonce = Arrays.copyOfRange(sealed, from + SALT, from + SALT + NONCE);
        byte[] hidden = Arrays.copyOfRange(sealed, from + SALT + NONCE, sealed.length);
        return crypt(Cipher.DECRYPT_MODE, key, salt, nonce, where, hidden);
    }

    /** The id of the key that sealed a value; empty for a holder's own key. */
    static String keyId(byte[] sealed) {
        if (sealed.length < 2 || sealed[0] != FORM || sealed[1] < 0 || sealed.length < 2 + sealed[1]) {
            throw new SealBroken("A sealed value has an unknown form");
        }
        return new String(sealed, 2, sealed[1], StandardCharsets.US_ASCII);
    }

    private static byte[] crypt(int mode, SealingKey key, byte[] salt, byte[] nonce, Place where, byte[] input) {
        try {
            Cipher cipher = Optional.ofNullable(FREE.poll()).orElseGet(SealedForm::cipher);
            cipher.init(mode, new SecretKeySpec(key.derived(salt), "AES"), new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(where.authenticated());
            byte[] output = cipher.doFinal(input);
            FREE.offer(cipher);
            return output;
        } catch (GeneralSecurityException broken) {
            throw new SealBroken("A sealed value of " + where.table() + "." + where.column() + " does not open");
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES in GCM", impossible);
        }
    }
}
