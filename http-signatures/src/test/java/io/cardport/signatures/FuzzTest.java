package io.cardport.signatures;

import static io.cardport.signatures.Rfc9421.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Bytes from outside end in an answer, never in an exception; and nothing changed is ever verified. */
class FuzzTest {
    private static final int ROUNDS = 20_000;
    private static final String INPUT =
            "sig1=(\"@method\" \"@authority\";req \"content-digest\";key=\"sha-512\" \"@query-param\";name=\"Pet\""
                    + ");created=1618884473;keyid=\"test-key-ed25519\";nonce=\"n\\\\1\";alg=\"ed25519\", b=();tag=\"x\"";
    private static final String SIGNATURE = "sig1=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jr:, b=:AA==:";
    private static final List<String> PIECES = List.of(
            "\"", "\\", ";", ",", "=", "(", ")", ":", "?1", " ", "\t", "\n", "\0", "\u00e9", "\uffff", "@", "-", "1.5",
            "%");

    private static String mangled(Random random, String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(changed.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> changed.delete(at, Math.min(changed.length(), at + 1 + random.nextInt(8)));
                case 2 ->
                    changed.insert(at, changed.substring(at, Math.min(changed.length(), at + random.nextInt(30))));
                default -> {
                    if (at < changed.length()) {
                        changed.setCharAt(at, (char) random.nextInt(0x180));
                    }
                }
            }
        }
        return changed.toString();
    }

    private static void forEach(String seedText, Consumer<String> test) {
        Random random = new Random(9421);
        for (int round = 0; round < ROUNDS; round++) {
            test.accept(mangled(random, seedText));
        }
    }

    private static void isNeverVerified(String input, String signature) {
        Fields headers = REQUEST.headers().with("Signature-Input", input).with("Signature", signature);
        VerificationPolicy policy =
                Rfc9421.lenient().label("sig1").withTrailers().build();

        assertThat(Rfc9421.verify(policy, REQUEST.withHeaders(headers), 1_618_884_473))
                .isInstanceOf(Verification.Refused.class);
    }

    @Test
    void signatureInput() {
        forEach(INPUT, input -> isNeverVerified(input, SIGNATURE));
    }

    @Test
    void signature() {
        forEach(SIGNATURE, signature -> isNeverVerified(INPUT, signature));
    }

    /** A signature that holds does so for one meaning: what still verifies is the same list, spaced otherwise. */
    @Test
    void aSignatureHoldsForOneInput() {
        String input = "sig1=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                + ";created=1618884473;keyid=\"test-key-ed25519\"";
        String signature =
                "sig1=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:";
        VerificationPolicy policy = Rfc9421.lenient().build();

        forEach(input, changed -> {
            Fields headers = REQUEST.headers().with("Signature-Input", changed).with("Signature", signature);
            if (Rfc9421.verify(policy, REQUEST.withHeaders(headers), 1_618_884_473)
                    instanceof Verification.Verified verified) {
                assertThat("sig1=" + verified.signature().parameters().written())
                        .isEqualTo(input);
            }
        });
    }

    @Test
    void digests() {
        forEach(
                Rfc9421.DIGEST + ", sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
                value -> assertThat(Digests.check(List.of(value), Content.NONE)).isNotEmpty());
    }

    @Test
    void targets() {
        forEach(
                "https://user.example.com:443/foo?param=Value&Pet=dog%20x",
                uri -> Target.parse(uri)
                        .ifPresent(target -> assertThat(target.path()).startsWith("/")));
    }

    @Test
    void queryParameters() {
        forEach(
                "?a=1&b%20=%c3%A4+&c&=&a=%",
                query -> assertThat(QueryParams.values(query, "a"))
                        .allMatch(value -> value.matches("[A-Za-z0-9*._%-]*")));
    }

    @Test
    void structuredFieldsInComponents() {
        Component member = Component.field("x").member("a");
        Signer signer = new Signer(
                SigningKey.shared("k", new byte[32]).orThrow(), java.util.Map.of("x", StructuredType.DICTIONARY));
        SignatureParameters parameters = SignatureParameters.covering(
                        member,
                        Component.field("x").structured(),
                        Component.field("x").bytes())
                .build();

        forEach(
                "a=(1 2.5;b \"x\\\"\");c=:AA==:, d=?0;e=f",
                value -> assertThat(signer.sign(REQUEST.withHeaders(Fields.of("X", value)), "s", parameters))
                        .isNotNull());
    }

    @Test
    void keys() {
        for (String name : List.of("test-key-ed25519", "test-key-ecc-p256", "test-key-rsa")) {
            Random random = new Random(7468);
            String pem = Rfc9421.resource("rfc9421/" + name + ".pub.pem");
            for (int round = 0; round < 2_000; round++) {
                assertThat(VerificationKey.read("k", Algorithm.ED25519, mangled(random, pem)))
                        .isNotNull();
                assertThat(VerificationKey.read("k", Algorithm.ECDSA_P256_SHA256, mangled(random, pem)))
                        .isNotNull();
            }
        }
    }
}
