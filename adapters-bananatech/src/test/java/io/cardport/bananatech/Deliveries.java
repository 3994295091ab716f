package io.cardport.bananatech;

import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.VerifiedDelivery;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes webhooks as section 2.3 describes them, with code of its own. */
final class Deliveries {
    static final String SECRET = "0123456789abcdef0123456789abcdef";
    static final Currency USD = Currency.getInstance("USD");
    static final BananatechWebhooks WEBHOOKS = new BananatechWebhooks(
            BananatechCipher.of(Secret.of(SECRET), BananatechCipher.Encoding.UTF8, new SecureRandom())
                    .orElseThrow(),
            USD);

    private static final byte[] KEY = SECRET.getBytes(StandardCharsets.US_ASCII);

    private Deliveries() {}

    static String payload(String content) {
        byte[] iv = HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(iv));
            byte[] text = cipher.doFinal(content.getBytes(StandardCharsets.UTF_8));
            byte[] both = new byte[iv.length + text.length];
            System.arraycopy(iv, 0, both, 0, iv.length);
            System.arraycopy(text, 0, both, iv.length, text.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String opened(String payload) {
        byte[] both = Base64.getDecoder().decode(payload);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(both, 0, 16));
            return new String(cipher.doFinal(both, 16, both.length - 16), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException wrong) {
            throw new AssertionError(wrong);
        }
    }

    static String mac(String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String body(String type, String content) {
        String payload = payload(content);
        return envelope(type, payload, mac(payload));
    }

    static String envelope(String type, String payload, String mac) {
        return "{\"encrypted_payload\":\"" + payload + "\",\"type\":\"" + type + "\",\"hmac\":\"" + mac + "\"}";
    }

    static RawDelivery raw(String body) {
        return raw(body.getBytes(StandardCharsets.UTF_8));
    }

    static RawDelivery raw(byte[] body) {
        return new RawDelivery("banana", Map.of("content-type", List.of("application/json")), body, Instant.EPOCH);
    }

    static VerifiedDelivery verified(String type, String content) {
        return switch (raw(body(type, content)).check(WEBHOOKS.scheme())) {
            case RawDelivery.Check.Verified(VerifiedDelivery delivery) -> delivery;
            case RawDelivery.Check.Rejected rejected -> throw new AssertionError(rejected);
        };
    }

    static List<Signal> read(String type, String content) {
        return WEBHOOKS.read(verified(type, content));
    }
}
