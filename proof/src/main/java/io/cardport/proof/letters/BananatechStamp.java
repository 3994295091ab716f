package io.cardport.proof.letters;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * base64(IV, AES-CBC with PKCS#7) in the body, and beside it the lower-case hex HMAC-SHA256 of that base64 text; one secret
 * does both (BananaTech sheet 2.3). The type is covered by neither.
 *
 * @param secret of 16, 24 or 32 characters
 */
public record BananatechStamp(String secret) implements Stamp {
    private static final int BLOCK = 16;

    @Override
    public Letter seal(String type, byte[] content, Instant at) {
        String payload = payload(content);
        return Letter.of(Map.of("content-type", "application/json"), envelope(type, payload, mac(payload)), at);
    }

    /**
     * The encrypted content, its IV taken from the content, so that equal seeds make equal letters.
     *
     * @param content what is told
     * @return base64
     */
    public String payload(byte[] content) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        byte[] iv = Arrays.copyOf(Mac.of("HmacSHA256", secret, content), BLOCK);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            byte[] both = Arrays.copyOf(iv, BLOCK + cipher.getOutputSize(content.length));
            cipher.doFinal(content, 0, content.length, both, BLOCK);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-CBC", impossible);
        }
    }

    /**
     * The proof of a payload.
     *
     * @param payload base64
     * @return lower-case hex
     */
    public String mac(String payload) {
        return HexFormat.of().formatHex(Mac.of("HmacSHA256", secret, payload.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The body.
     *
     * @param type the kind of event
     * @param payload base64
     * @param mac its proof
     * @return JSON
     */
    public static byte[] envelope(String type, String payload, String mac) {
        return ("{\"encrypted_payload\":\"" + payload + "\",\"type\":\"" + type + "\",\"hmac\":\"" + mac + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "BananatechStamp";
    }
}
