package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encrypted body (§2.3): base64 of an IV and AES-CBC ciphertext with PKCS#7 padding, under a lower-case hex
 * HMAC-SHA256 over that base64 text. One key does both.
 */
final class Envelope {

    /** The one field of a request's body. */
    static final String PAYLOAD = "encrypted_payload";

    private static final int BLOCK = 16;
    private static final Opened.Broken MALFORMED = new Opened.Broken("Malformed encrypted payload");

    /** What was found inside. */
    sealed interface Opened {

        /** A true MAC, and JSON inside. */
        record Plain(ObjectNode body) implements Opened {}

        /** Anything else, in words that tell no content. */
        record Broken(String why) implements Opened {}
    }

    private Envelope() {}

    static String seal(byte[] key, byte[] iv, byte[] plain) {
        return encrypt(key, iv, plain, "AES/CBC/PKCS5Padding");
    }

    /** Seals whole blocks as they are, so that what stands in the padding's place is wrong. */
    static String sealUnpadded(byte[] key, byte[] iv, byte[] plain) {
        byte[] blocks = Arrays.copyOf(plain, (plain.length / BLOCK + 1) * BLOCK);
        return encrypt(key, iv, blocks, "AES/CBC/NoPadding");
    }

    private static String encrypt(byte[] key, byte[] iv, byte[] plain, String scheme) {
        try {
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            byte[] all = Arrays.copyOf(iv, BLOCK + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, all, BLOCK);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String mac(byte[] key, String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens the body of a request, the MAC before the ciphertext. */
    static Opened open(byte[] key, String hmac, byte[] outer) {
        var body = Json.parseObject(outer);
        if (body.isEmpty()) {
            return new Opened.Broken("The body is not a JSON object");
        }
        if (body.get().size() != 1 || !body.get().path(PAYLOAD).isTextual()) {
            return MALFORMED;
        }
        return open(key, hmac, body.get().path(PAYLOAD).textValue());
    }

    static Opened open(byte[] key, String hmac, String payload) {
        byte[] wanted = mac(key, payload).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(hmac.getBytes(StandardCharsets.UTF_8), wanted)) {
            return new Opened.Broken("Invalid HMAC");
        }
        try {
            byte[] all = Base64.getDecoder().decode(payload);
            if (all.length < 2 * BLOCK || all.length % BLOCK != 0) {
                return MALFORMED;
            }
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(all, 0, BLOCK));
            return Json.parseObject(cipher.doFinal(all, BLOCK, all.length - BLOCK))
                    .<Opened>map(Opened.Plain::new)
                    .orElseGet(() -> new Opened.Broken("The payload is not a JSON object"));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return MALFORMED;
        }
    }
}
