package io.cardport.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Status updates as the issuer pushes them, signed its way: HMAC-SHA512 over body and timestamp (UQPAY section 6.3). Made
 * from one text per card whose changing places are filled in, so that the driver takes little of the machine.
 */
final class Deliveries implements Supplier<Shot> {
    private static final int BODY = 1_000;
    private static final String NUMBER = "#".repeat(12);
    private static final String TIME = "@".repeat(24);
    private static final String TIMESTAMP = "%".repeat(13);
    private static final String SIGNATURE = "$".repeat(128);

    private final List<Text> texts;
    private final ThreadLocal<Mac> macs;
    private final AtomicLong count = new AtomicLong();

    Deliveries(URI url, String secret, List<String> cards) {
        String run = HexFormat.of().formatHex(new SecureRandom().generateSeed(6));
        this.texts = cards.stream().map(card -> Text.of(url, body(run, card))).toList();
        this.macs = ThreadLocal.withInitial(() -> mac(secret));
    }

    /** A whole request and where its changing parts stand. */
    private record Text(byte[] bytes, int body, int event, int source, int time, int timestamp, int signature) {
        private static Text of(URI url, String body) {
            byte[] bytes = Shot.post(
                            url,
                            Map.of("x-wk-timestamp", TIMESTAMP, "x-wk-signature", SIGNATURE),
                            body.getBytes(StandardCharsets.US_ASCII))
                    .bytes();
            String text = new String(bytes, StandardCharsets.US_ASCII);
            return new Text(
                    bytes,
                    text.indexOf("\r\n\r\n") + 4,
                    text.indexOf(NUMBER),
                    text.lastIndexOf(NUMBER),
                    text.indexOf(TIME),
                    text.indexOf(TIMESTAMP),
                    text.indexOf(SIGNATURE));
        }
    }

    @Override
    public Shot get() {
        long number = count.getAndIncrement();
        Text text = texts.get((int) (number % texts.size()));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        byte[] all = text.bytes().clone();
        fill(all, text.event(), padded(number));
        fill(all, text.source(), padded(number));
        // The whole second has no fraction in ISO 8601; one place more keeps the length.
        String time = now.plusNanos(now.getNano() == 0 ? 1_000_000 : 0).toString();
        fill(all, text.time(), time);
        String timestamp = Long.toString(now.toEpochMilli());
        fill(all, text.timestamp(), timestamp);
        Mac mac = macs.get();
        mac.update(all, text.body(), all.length - text.body());
        fill(
                all,
                text.signature(),
                HexFormat.of().formatHex(mac.doFinal(timestamp.getBytes(StandardCharsets.US_ASCII))));
        return new Shot(all);
    }

    private static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(NUMBER.length() - digits.length()) + digits;
    }

    @SuppressWarnings("deprecation") // The one way to copy ASCII without an array between.
    private static void fill(byte[] all, int at, String text) {
        text.getBytes(0, text.length(), all, at);
    }

    private static String body(String run, String card) {
        ObjectNode data = GatewayUnderTest.JSON
                .createObjectNode()
                .put("card_id", card)
                .put("card_status", "ACTIVE")
                .put("update_reason", "")
                .put("update_time", TIME)
                .put("available_balance", "0.00")
                .put("currency", "USD");
        ObjectNode body = GatewayUnderTest.JSON
                .createObjectNode()
                .put("version", "V1.6.0")
                .put("event_name", "ISSUING")
                .put("event_type", "card.status.update.succeeded")
                .put("event_id", run + "-" + NUMBER)
                .put("source_id", "bench-" + run + "-" + NUMBER);
        body.set("data", data);
        data.put("padding", "x".repeat(Math.max(0, BODY - body.toString().length() - 13)));
        return body.toString();
    }

    private static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA512", impossible);
        }
    }
}
