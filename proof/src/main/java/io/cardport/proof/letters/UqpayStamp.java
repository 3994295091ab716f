package io.cardport.proof.letters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * Lower-case hex of HMAC-SHA512 over the body and then the text of the timestamp in milliseconds (UQPAY sheet 6.3).
 *
 * @param secret of the webhook endpoint
 */
public record UqpayStamp(String secret) implements Stamp {
    /** Where the timestamp stands. */
    public static final String TIMESTAMP = "x-wk-timestamp";
    /** Where the signature stands. */
    public static final String SIGNATURE = "x-wk-signature";

    @Override
    public Letter seal(String type, byte[] content, Instant at) {
        String timestamp = Long.toString(at.toEpochMilli());
        byte[] mac = Mac.of("HmacSHA512", secret, content, timestamp.getBytes(StandardCharsets.UTF_8));
        return Letter.of(Map.of(TIMESTAMP, timestamp, SIGNATURE, HexFormat.of().formatHex(mac)), content, at);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "UqpayStamp";
    }
}
