package io.cardport.app.delivery;

import io.cardport.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs deliveries as Standard Webhooks 1.0 says: over {@code id.timestamp.body}, {@code v1} with HMAC-SHA256 under each
 * secret of the endpoint, {@code v1a} with Ed25519 under the gateway's keys.
 */
final class WebhookSigner {
    private static final byte[] PREFIX = "whsec_".getBytes(StandardCharsets.US_ASCII);

    private final Supplier<List<DeliveryKey>> keys;

    /** With the keys that sign at the time of a call, newest first. */
    WebhookSigner(Supplier<List<DeliveryKey>> keys) {
        this.keys = keys;
    }

    /**
     * The headers that go with a body.
     *
     * @throws IllegalArgumentException when a secret is not base64, with or without {@code whsec_} before it
     */
    Map<String, String> headers(String id, Instant at, byte[] body, List<Secret> secrets) {
        String seconds = Long.toString(at.getEpochSecond());
        byte[] content = content(id, seconds, body);
        List<String> signatures = new ArrayList<>();
        secrets.forEach(secret -> signatures.add("v1," + base64(mac(secret, content))));
        keys.get().forEach(key -> signatures.add("v1a," + base64(key.sign(content))));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", seconds);
        headers.put("webhook-signature", String.join(" ", signatures));
        return headers;
    }

    private static byte[] content(String id, String seconds, byte[] body) {
        byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, content, head.length, body.length);
        return content;
    }

    private static byte[] mac(Secret secret, byte[] content) {
        byte[] text = secret.utf8();
        int from = Arrays.mismatch(text, PREFIX) == PREFIX.length ? PREFIX.length : 0;
        byte[] encoded = Arrays.copyOfRange(text, from, text.length);
        byte[] key = Base64.getDecoder().decode(encoded);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
