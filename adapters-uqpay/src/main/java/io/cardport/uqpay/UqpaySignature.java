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
    private static final int LONGEST_TIMESTAMP = 16;
    private static final int SIGNATURE_DIGITS = 128;

    /** One for each secret, keyed and never fed: each delivery is checked by a copy, which costs less than a new one. */
    private final List<Mac> macs;

    private final Duration tolerance;

    UqpaySignature(List<Secret> secrets, Duration tolerance) {
        this.macs = secrets.stream().map(UqpaySignature::keyed).toList();
        this.tolerance = tolerance;
    }

    @Override
    public Verdict verify(RawDelivery delivery) {
        Optional<String> timestamp = delivery.header(TIMESTAMP);
        Optional<String> signature = delivery.header(SIGNATURE);
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return new Verdict.Rejected(Reason.MISSING);
        }
        if (!isTimestamp(timestamp.get()) || !isSignature(signature.get())) {
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
        byte[] signed = timestamp.get().getBytes(StandardCharsets.UTF_8);
        for (Mac mac : macs) {
            genuine |= MessageDigest.isEqual(told, mac(mac, delivery.body(), signed));
        }
        return genuine ? new Verdict.Genuine(delivery.body()) : new Verdict.Rejected(Reason.FORGED);
    }

    private static boolean isTimestamp(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_TIMESTAMP
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static boolean isSignature(String text) {
        return text.length() == SIGNATURE_DIGITS && text.chars().allMatch(HexFormat::isHexDigit);
    }

    private static byte[] mac(Mac keyed, byte[] body, byte[] timestamp) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update(body);
            return mac.doFinal(timestamp);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", impossible);
        }
    }

    private static Mac keyed(Secret secret) {
        byte[] key = secret.utf8();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
