package io.cardport.simulators.uqpay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhook signature (§6.3): lower-case hex of HMAC-SHA512 over the body and then the timestamp's text. */
final class Signature {

    private Signature() {}

    static Map<String, String> headers(byte[] body, Instant at, String secret) {
        String timestamp = Long.toString(at.toEpochMilli());
        return Map.of("x-wk-timestamp", timestamp, "x-wk-signature", sign(body, timestamp, secret));
    }

    static String sign(byte[] body, String timestamp, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            mac.update(body);
            return HexFormat.of().formatHex(mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
