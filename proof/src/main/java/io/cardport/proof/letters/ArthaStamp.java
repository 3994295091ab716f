package io.cardport.proof.letters;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * What can be agreed with Artha for its deliveries, which no page shows a signature for (Artha sheet 1.4).
 *
 * @param form what stands in the header
 * @param secret what was agreed
 */
public record ArthaStamp(Form form, String secret) implements Stamp {
    /** Where it stands. */
    public static final String HEADER = "x-webhook-signature";

    /** What stands in the header. */
    public enum Form {
        /** The HMAC-SHA256 of the body in hexadecimal. */
        HEX,
        /** The same in base64. */
        BASE64,
        /** The secret itself. */
        SHARED
    }

    @Override
    public Letter seal(String type, byte[] content, Instant at) {
        return Letter.of(Map.of(HEADER, value(content)), content, at);
    }

    private String value(byte[] content) {
        return switch (form) {
            case HEX -> HexFormat.of().formatHex(Mac.of("HmacSHA256", secret, content));
            case BASE64 -> Base64.getEncoder().encodeToString(Mac.of("HmacSHA256", secret, content));
            case SHARED -> secret;
        };
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ArthaStamp[" + form + "]";
    }
}
