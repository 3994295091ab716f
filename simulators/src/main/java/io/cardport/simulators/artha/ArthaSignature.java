package io.cardport.simulators.artha;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Request signature (§1.3): base64 of HMAC-SHA256 over five lines; and an HMAC for webhooks, which no page shows. */
final class ArthaSignature {

    private ArthaSignature() {}

    static String bodyHash(byte[] body) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(byte[] secret, String method, String target, String timestamp, String nonce, String bodyHash) {
        String lines = String.join("\n", method, target, timestamp, nonce, bodyHash);
        return base64(mac(secret, lines.getBytes(StandardCharsets.UTF_8)));
    }

    static String webhook(byte[] secret, byte[] body) {
        return HexFormat.of().formatHex(mac(secret, body));
    }

    private static byte[] mac(byte[] secret, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
