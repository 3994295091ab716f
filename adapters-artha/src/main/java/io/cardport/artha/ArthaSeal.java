package io.cardport.artha;

import io.cardport.domain.secret.Secret;
import io.cardport.http.Seal;
import io.cardport.http.SealedRequest;
import io.cardport.http.Target;
import io.cardport.http.WireBody;
import io.cardport.http.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The five headers of one attempt (section 1.3, Authentication). Time and nonce are fresh for each, because a nonce may not
 * come back within five minutes; what is signed is the path with the query as it is sent, so a prefix such as {@code /ext}
 * is part of it.
 */
final class ArthaSeal implements Seal {
    private static final String ALGORITHM = "HmacSHA256";

    /** Which key, and what signs with it. */
    record Credentials(Secret apiKey, SecretKeySpec signing) {
        static Credentials of(Secret apiKey, byte[] signing) {
            return new Credentials(apiKey, new SecretKeySpec(signing, ALGORITHM));
        }

        @Override
        public String toString() {
            return "Credentials[•••]";
        }
    }

    private final Credentials credentials;
    private final Function<Target, String> onTheWire;
    private final InstantSource clock;
    private final RandomGenerator randomness;

    ArthaSeal(
            Credentials credentials,
            Function<Target, String> onTheWire,
            InstantSource clock,
            RandomGenerator randomness) {
        this.credentials = credentials;
        this.onTheWire = onTheWire;
        this.clock = clock;
        this.randomness = randomness;
    }

    @Override
    public SealedRequest seal(WireRequest unsealed) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String nonce = nonce();
        String digest = base64(sha256(bytes(unsealed.body())));
        String signed = String.join(
                "\n", unsealed.method().name(), onTheWire.apply(unsealed.target()), timestamp, nonce, digest);
        return SealedRequest.of(unsealed)
                .with("X-API-Key", credentials.apiKey().<String>reveal(String::new))
                .with("X-Timestamp", timestamp)
                .with("X-Nonce", nonce)
                .with("X-Body-Hash", digest)
                .with("X-Signature", base64(mac(credentials.signing(), signed.getBytes(StandardCharsets.UTF_8))));
    }

    static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    private static byte[] bytes(WireBody body) {
        return switch (body) {
            case WireBody.None none -> new byte[0];
            case WireBody.Bytes(String contentType, byte[] content) -> content;
            case WireBody.Multipart multipart ->
                throw new IllegalArgumentException("the hash of a body needs its bytes, so it is sent from memory");
        };
    }

    /** A UUID of version 4 (RFC 9562 section 5.4). */
    private String nonce() {
        long high = (randomness.nextLong() & ~0xF000L) | 0x4000L;
        long low = (randomness.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
