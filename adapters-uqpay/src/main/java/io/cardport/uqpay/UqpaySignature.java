package io.cardport.uqpay;

import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA512 over the body followed by the text of the timestamp header (section 6.3). Several secrets hold while one
 * replaces another; all are tried, so that time does not tell which one fits.
 */
final class UqpaySignature implements SignatureScheme {
    private static final String TIMESTAMP = "x-wk-timestamp";
    private static final String SIGNATURE = "x-wk-signature";
    private static final String ALGORITHM = "HmacSHA512";
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{128}");

    private final List<Secret> secrets;
    private final Duration tolerance;

    UqpaySignature(List<Secret> secrets, Duration tolerance) {
        this.secrets = List.copyOf(secrets);
        this.tolerance = tolerance;
    }

    @Override
    public Verdict verify(RawDelivery delivery) {
        Optional<String> timestamp = delivery.header(TIMESTAMP);
        Optional<String> signature = delivery.header(SIGNATURE);
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return new Verdict.Rejected(Reason.MISSING);
        }
        if (!DIGITS.matcher(timestamp.get()).matches()
                || !HEX.matcher(signature.get()).matches()) {
            return new Verdict.Rejected(Reason.MALFORMED);
        }
        Optional<Instant> signedAt = UqpayWire.unixTime(Long.parseLong(timestamp.get()));
        if (signedAt.isEmpty()) {
            return new Verdict.Rejected(Reason.MALFORMED);
        }
        // Both ends count: 300 s are taken, 301 s are not.
        if (Duration.between(signedAt.get(), delivery.receivedAt()).abs().compareTo(tolerance) > 0) {
            return new Verdict.Rejected(Reason.STALE);
        }
        byte[] told = HexFormat.of().parseHex(signature.get());
        boolean genuine = false;
        for (Secret secret : secrets) {
            genuine |= MessageDigest.isEqual(told, mac(secret, delivery.body(), timestamp.get()));
        }
        return genuine ? new Verdict.Genuine(delivery.body()) : new Verdict.Rejected(Reason.FORGED);
    }

    private static byte[] mac(Secret secret, byte[] body, String timestamp) {
        byte[] key = secret.utf8();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(body);
            return mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
