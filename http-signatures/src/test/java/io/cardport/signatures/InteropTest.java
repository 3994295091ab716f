package io.cardport.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an independent implementation signs is verified here, and the other way round, with every algorithm. */
class InteropTest {
    private static final String URI = "https://api.example.com/v1/cards?limit=5&x=%20y";
    private static final String BODY = "{\"hello\": \"world\"}";
    private static final List<String> FIELDS = List.of(
            "@method",
            "@target-uri",
            "@authority",
            "@scheme",
            "@path",
            "@query",
            "content-type",
            "content-digest",
            "idempotency-key",
            "content-digest;key=\"sha-256\"",
            "accept;bs");

    @BeforeAll
    static void install() throws Exception {
        NodePackage.install();
    }

    /** Keys of both sides, as text. */
    private record Keys(Algorithm algorithm, String privatePem, String publicPem, byte[] secret) {
        static Keys of(Algorithm algorithm) throws Exception {
            if (algorithm == Algorithm.HMAC_SHA256) {
                return new Keys(algorithm, "", "", Rfc9421.sharedSecret());
            }
            KeyPairGenerator generator = switch (algorithm) {
                case ED25519 -> KeyPairGenerator.getInstance("Ed25519");
                case ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> KeyPairGenerator.getInstance("EC");
                case RSA_PSS_SHA512, RSA_V1_5_SHA256, HMAC_SHA256 -> KeyPairGenerator.getInstance("RSA");
            };
            if (algorithm == Algorithm.ECDSA_P256_SHA256 || algorithm == Algorithm.ECDSA_P384_SHA384) {
                generator.initialize(
                        new ECGenParameterSpec(algorithm == Algorithm.ECDSA_P256_SHA256 ? "secp256r1" : "secp384r1"));
            }
            KeyPair pair = generator.generateKeyPair();
            return new Keys(
                    algorithm,
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()),
                    new byte[0]);
        }

        private static String pem(String label, byte[] content) {
            return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                    + label + "-----\n";
        }

        Map<String, Object> question(String command, String pem) {
            Map<String, Object> question = new HashMap<>();
            question.put("command", command);
            question.put("alg", algorithm.registered());
            question.put("keyid", "k");
            question.put("pem", pem);
            if (secret.length > 0) {
                question.put("secret", Base64.getEncoder().encodeToString(secret));
            }
            return question;
        }

        SigningKey signs() {
            return (secret.length > 0 ? SigningKey.shared("k", secret) : SigningKey.read("k", algorithm, privatePem))
                    .orThrow();
        }

        VerificationKey checks() {
            return (secret.length > 0
                            ? VerificationKey.shared("k", secret)
                            : VerificationKey.read("k", algorithm, publicPem))
                    .orThrow();
        }
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        headers.put("Content-Digest", "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
        headers.put("Idempotency-Key", "a-key");
        return headers;
    }

    private static Fields fields(Map<String, String> headers) {
        Fields.Lines lines = new Fields.Lines();
        headers.forEach(lines);
        return lines.fields();
    }

    private static Map<String, ?> message(Map<String, String> headers) {
        return Map.of("method", "POST", "url", URI, "headers", headers);
    }

    @ParameterizedTest
    @EnumSource
    void whatThePackageSignsIsVerifiedHere(Algorithm algorithm) throws Exception {
        Keys keys = Keys.of(algorithm);
        Map<String, Object> question = keys.question("sign", keys.privatePem());
        question.put("label", "theirs");
        question.put("fields", FIELDS);
        question.put("params", List.of("created", "keyid", "alg", "expires", "nonce"));
        question.put("nonce", "n-1");
        question.put("message", message(headers()));

        JsonNode signed = NodePackage.ask(question).path("headers");
        Map<String, String> received = new HashMap<>();
        signed.properties()
                .forEach(header ->
                        received.put(header.getKey(), header.getValue().asText()));
        Verification verification = verify(keys, received);

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Verified.class,
                        verified -> assertThat(verified.signature().parameters().components())
                                .hasSize(FIELDS.size()));
        received.put("Idempotency-Key", "another");
        assertThat(verify(keys, received)).isEqualTo(new Verification.Refused(Failure.SIGNATURE_WRONG));
    }

    private static Verification verify(Keys keys, Map<String, String> received) {
        VerificationKey key = keys.checks();
        return new Verifier(
                        VerificationPolicy.accepting(
                                        EnumSet.of(keys.algorithm()), Component.METHOD, Component.TARGET_URI)
                                .coveringWhenSent("Idempotency-Key")
                                .nonce(VerificationPolicy.Presence.REQUIRED)
                                .build(),
                        id -> id.equals("k") ? Optional.of(key) : Optional.empty(),
                        (id, nonce, until) -> NonceStore.Claim.FRESH,
                        InstantSource.system())
                .verify(new SignedRequest("POST", Target.of(URI), fields(received), Rfc9421.content(BODY)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSignedHereThePackageVerifies(Algorithm algorithm) throws Exception {
        Keys keys = Keys.of(algorithm);
        SignedRequest request = new SignedRequest("POST", Target.of(URI), fields(headers()), Rfc9421.content(BODY));
        Signing.Signed signed = (Signing.Signed) new Signer(keys.signs())
                .sign(
                        request,
                        "ours",
                        SignatureParameters.covering(
                                        Component.METHOD,
                                        Component.TARGET_URI,
                                        Component.AUTHORITY,
                                        Component.QUERY,
                                        Component.CONTENT_DIGEST,
                                        Component.field("accept").bytes())
                                .created(Instant.now())
                                .keyId("k")
                                .nonce("n-1")
                                .alg(algorithm)
                                .build());
        Map<String, String> sent = headers();
        sent.put("Signature-Input", signed.input());
        sent.put("Signature", signed.signature());
        Map<String, Object> question = keys.question("verify", keys.publicPem());
        question.put("fields", List.of("@method", "@target-uri", "content-digest"));
        question.put("message", message(sent));

        assertThat(NodePackage.ask(question).path("verified").asBoolean()).isTrue();
        sent.put("Content-Digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
        assertThat(NodePackage.ask(question).path("verified").asBoolean()).isFalse();
    }
}
