package io.cardport.signatures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** Keys and messages of RFC 9421, appendix B. */
final class Rfc9421 {
    static final String DIGEST =
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
    static final Content HELLO = content("{\"hello\": \"world\"}");

    /** B.2, test-request; its target is not told beyond host and path, and no example covers the scheme. */
    static final SignedRequest REQUEST = new SignedRequest(
            "POST",
            Target.of("https://example.com/foo?param=Value&Pet=dog"),
            Fields.of(
                    "Host", "example.com",
                    "Date", "Tue, 20 Apr 2021 02:07:55 GMT",
                    "Content-Type", "application/json",
                    "Content-Digest", DIGEST,
                    "Content-Length", "18"),
            HELLO);

    /** B.2, test-response. */
    static final SignedResponse RESPONSE = new SignedResponse(
            200,
            Fields.of(
                    "Date", "Tue, 20 Apr 2021 02:07:56 GMT",
                    "Content-Type", "application/json",
                    "Content-Digest",
                            "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:",
                    "Content-Length", "23"),
            content("{\"message\": \"good dog\"}"));

    static final Map<String, VerificationKey> KEYS = Map.of(
            "test-key-rsa", publicKey("test-key-rsa", Algorithm.RSA_V1_5_SHA256),
            "test-key-rsa-pss", publicKey("test-key-rsa-pss", Algorithm.RSA_PSS_SHA512),
            "test-key-ecc-p256", publicKey("test-key-ecc-p256", Algorithm.ECDSA_P256_SHA256),
            "test-key-ed25519", publicKey("test-key-ed25519", Algorithm.ED25519),
            "test-shared-secret",
                    VerificationKey.shared("test-shared-secret", sharedSecret()).orThrow());

    private Rfc9421() {}

    static byte[] sharedSecret() {
        return Base64.getDecoder()
                .decode("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");
    }

    static VerificationKey publicKey(String name, Algorithm algorithm) {
        return VerificationKey.read(name, algorithm, resource("rfc9421/" + name + ".pub.pem"))
                .orThrow();
    }

    static SigningKey privateKey(String name, Algorithm algorithm) {
        return SigningKey.read(name, algorithm, resource("rfc9421/" + name + ".pem"))
                .orThrow();
    }

    static String resource(String name) {
        try (InputStream in = Optional.ofNullable(Rfc9421.class.getClassLoader().getResourceAsStream(name))
                .orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    static Content content(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    /** Takes whatever covers anything; each test adds what it is about. */
    static VerificationPolicy.Terms lenient() {
        return VerificationPolicy.accepting(EnumSet.allOf(Algorithm.class))
                .digest(VerificationPolicy.Presence.OPTIONAL);
    }

    static Verification verify(VerificationPolicy policy, SignedMessage message, long now) {
        return new Verifier(
                        policy,
                        id -> Optional.ofNullable(KEYS.get(id)),
                        (key, nonce, until) -> NonceStore.Claim.FRESH,
                        InstantSource.fixed(at(now)))
                .verify(message);
    }
}
