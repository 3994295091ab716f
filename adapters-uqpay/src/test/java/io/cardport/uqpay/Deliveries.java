package io.cardport.uqpay;

import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.VerifiedDelivery;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Deliveries signed as section 6.3 says, by code of its own. */
final class Deliveries {
    static final String SECRET = "whsec_test_secret";
    static final Instant NOW = Instant.parse("2026-04-10T10:04:44.123Z");

    private Deliveries() {}

    static UqpayWebhooks webhooks() {
        return new UqpayWebhooks(scheme(SECRET), new UqpayTransactions(UqpayTransactions.Settlements.TOTAL));
    }

    static UqpaySignature scheme(String... secrets) {
        return new UqpaySignature(List.of(secrets).stream().map(Secret::of).toList(), Duration.ofSeconds(300));
    }

    static RawDelivery raw(byte[] body, String timestamp, String signature, Instant receivedAt) {
        return new RawDelivery(
                "uqpay-test",
                Map.of("x-wk-timestamp", List.of(timestamp), "x-wk-signature", List.of(signature)),
                body,
                receivedAt);
    }

    static VerifiedDelivery verified(byte[] body) {
        String timestamp = Long.toString(NOW.toEpochMilli());
        RawDelivery raw = raw(body, timestamp, signature(SECRET, body, timestamp), NOW);
        return switch (raw.check(scheme(SECRET))) {
            case RawDelivery.Check.Verified(VerifiedDelivery delivery) -> delivery;
            case RawDelivery.Check.Rejected rejected -> throw new AssertionError(rejected);
        };
    }

    static VerifiedDelivery verified(String body) {
        return verified(body.getBytes(StandardCharsets.UTF_8));
    }

    static String signature(String secret, byte[] body, String timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            mac.update(body);
            return HexFormat.of().formatHex(mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
