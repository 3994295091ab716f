package io.cardport.signatures;

import static io.cardport.signatures.Rfc9421.REQUEST;
import static io.cardport.signatures.Rfc9421.at;
import static io.cardport.signatures.Rfc9421.privateKey;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each thing that a policy asks for, by a signature that fails in just that. */
class VerificationPolicyTest {
    private static final long NOW = 1_700_000_000;
    private static final String ED25519 = "test-key-ed25519";
    private static final Signer SIGNER = new Signer(privateKey(ED25519, Algorithm.ED25519));
    private static final List<Component> COVERED =
            List.of(Component.METHOD, Component.TARGET_URI, Component.CONTENT_DIGEST);

    private final Set<String> nonces = new HashSet<>();

    private static VerificationPolicy.Terms terms() {
        return VerificationPolicy.accepting(
                        EnumSet.of(Algorithm.ED25519, Algorithm.ECDSA_P256_SHA256),
                        Component.METHOD,
                        Component.TARGET_URI)
                .coveringWhenSent("Idempotency-Key")
                .window(Duration.ofSeconds(300), Duration.ofSeconds(30))
                .nonce(VerificationPolicy.Presence.REQUIRED);
    }

    private Object verify(SignedMessage message) {
        return verify(terms().build(), message);
    }

    private Object verify(VerificationPolicy policy, SignedMessage message) {
        Verifier verifier = new Verifier(
                policy,
                id -> Optional.ofNullable(Rfc9421.KEYS.get(id)),
                (key, nonce, until) -> nonces.add(key + "\n" + nonce) ? NonceStore.Claim.FRESH : NonceStore.Claim.SEEN,
                InstantSource.fixed(at(NOW)));
        return switch (verifier.verify(message)) {
            case Verification.Refused(Failure failure) -> failure;
            case Verification.Verified verified -> "verified";
            case Verification.Replayed replayed -> "replayed";
        };
    }

    private static SignatureParameters.Draft draft(List<Component> covered) {
        return SignatureParameters.covering(covered).created(at(NOW)).nonce("n-1");
    }

    private static SignedRequest signed(SignatureParameters parameters) {
        return signed(SIGNER, REQUEST, parameters);
    }

    private static SignedRequest signed(Signer signer, SignedRequest request, SignatureParameters parameters) {
        Signing.Signed signing = (Signing.Signed) signer.sign(request, "sig", parameters);
        return request.withHeaders(signing.addTo(request.headers()));
    }

    private static SignedRequest good() {
        return signed(draft(COVERED).keyId(ED25519).build());
    }

    /** The good message with its signature fields changed by hand. */
    private static SignedRequest changed(UnaryOperator<String> input, UnaryOperator<String> signature) {
        Fields headers = good().headers();
        return REQUEST.withHeaders(REQUEST.headers()
                .with(
                        "Signature-Input",
                        input.apply(headers.all("signature-input").getFirst()))
                .with("Signature", signature.apply(headers.all("signature").getFirst())));
    }

    @Test
    void whatIsRightIsVerified() {
        assertThat(verify(good())).isEqualTo("verified");
    }

    @Test
    void notSigned() {
        assertThat(verify(REQUEST)).isEqualTo(Failure.NOT_SIGNED);
    }

    @Test
    void oneFieldWithoutTheOther() {
        Fields headers = good().headers();

        assertThat(verify(REQUEST.withHeaders(REQUEST.headers()
                        .with("Signature", headers.all("signature").getFirst()))))
                .isEqualTo(Failure.LABELS_DIFFER);
        assertThat(verify(changed(input -> input, signature -> signature.replace("sig=", "other="))))
                .isEqualTo(Failure.LABELS_DIFFER);
    }

    @Test
    void malformedFields() {
        assertThat(verify(changed(input -> input + ",", signature -> signature)))
                .isEqualTo(Failure.SIGNATURE_FIELDS_MALFORMED);
        assertThat(verify(changed(input -> "sig=1", signature -> signature)))
                .isEqualTo(Failure.SIGNATURE_FIELDS_MALFORMED);
        assertThat(verify(changed(input -> input, signature -> "sig=\"text\"")))
                .isEqualTo(Failure.SIGNATURE_FIELDS_MALFORMED);
        assertThat(verify(changed(input -> input, signature -> signature + ";a")))
                .isEqualTo(Failure.SIGNATURE_FIELDS_MALFORMED);
        assertThat(verify(changed(input -> input + ";tag=\"" + "x".repeat(9_000) + "\"", signature -> signature)))
                .isEqualTo(Failure.SIGNATURE_FIELDS_MALFORMED);
    }

    @Test
    void labelAndParametersTwice() {
        assertThat(verify(changed(input -> input + ", " + input, signature -> signature)))
                .isEqualTo(Failure.DUPLICATE_MEMBER);
        assertThat(verify(changed(input -> input + ";keyid=\"" + ED25519 + "\"", signature -> signature)))
                .isEqualTo(Failure.DUPLICATE_MEMBER);
        assertThat(verify(changed(input -> input, signature -> signature + ", " + signature)))
                .isEqualTo(Failure.DUPLICATE_MEMBER);
        assertThat(verify(changed(input -> input.replace("\"@method\"", "\"x\";sf;sf"), signature -> signature)))
                .isEqualTo(Failure.DUPLICATE_MEMBER);
    }

    @Test
    void theTagChoosesAmongSeveral() {
        SignedRequest twice = good();
        Signing.Signed second = (Signing.Signed) SIGNER.sign(
                twice, "second", draft(COVERED).keyId(ED25519).tag("cardport").build());
        twice = twice.withHeaders(second.addTo(twice.headers()));

        assertThat(verify(twice)).isEqualTo(Failure.SEVERAL_SIGNATURES);
        assertThat(verify(terms().tag("cardport").build(), twice)).isEqualTo("verified");
        assertThat(verify(terms().tag("other").build(), twice)).isEqualTo(Failure.NO_SUCH_SIGNATURE);
        assertThat(verify(terms().label("third").build(), twice)).isEqualTo(Failure.NO_SUCH_SIGNATURE);
    }

    @Test
    void unknownParametersAndTypes() {
        assertThat(List.of(";more=1", ";expires=\"soon\"", ";tag=token", ";expires=1.5", ";alg"))
                .allSatisfy(more -> assertThat(verify(changed(input -> input + more, signature -> signature)))
                        .isEqualTo(Failure.PARAMETER_UNKNOWN));
    }

    @Test
    void unknownComponents() {
        assertThat(List.of(
                        "\"@other\"", "\"Date\"", "\"x\";more", "\"x\";sf;bs", "\"x\";sf=?0", "\"@path\";sf", "1", "x"))
                .allSatisfy(component -> assertThat(verify(changed(
                                input -> input.replace("\"@method\"", "\"@method\" " + component),
                                signature -> signature)))
                        .isEqualTo(Failure.COMPONENT_UNKNOWN));
    }

    @Test
    void duplicateComponents() {
        assertThat(verify(changed(
                        input -> input.replace("\"@method\"", "\"@method\" \"@method\""), signature -> signature)))
                .isEqualTo(Failure.COMPONENT_DUPLICATE);
        assertThat(verify(changed(
                        input -> input.replace("\"@method\"", "\"@method\" \"x\";sf;tr \"x\";tr;sf"),
                        signature -> signature)))
                .isEqualTo(Failure.TRAILER_REFUSED);
        assertThat(verify(
                        terms().withTrailers().build(),
                        changed(
                                input -> input.replace("\"@method\"", "\"@method\" \"x\";sf;tr \"x\";tr;sf"),
                                signature -> signature)))
                .isEqualTo(Failure.COMPONENT_DUPLICATE);
    }

    @Test
    void aRequiredComponentIsMissing() {
        assertThat(verify(signed(draft(List.of(Component.METHOD, Component.CONTENT_DIGEST))
                        .keyId(ED25519)
                        .build())))
                .isEqualTo(Failure.COMPONENT_MISSING);
        assertThat(verify(signed(
                        SIGNER,
                        REQUEST.withHeaders(REQUEST.headers().with("Idempotency-Key", "k")),
                        draft(COVERED).keyId(ED25519).build())))
                .isEqualTo(Failure.COMPONENT_MISSING);
        assertThat(verify(signed(draft(List.of(Component.METHOD, Component.TARGET_URI))
                        .keyId(ED25519)
                        .build())))
                .isEqualTo(Failure.COMPONENT_MISSING);
    }

    @Test
    void aComponentIsNotInTheMessage() {
        assertThat(verify(changed(
                        input -> input.replace("\"@method\"", "\"@method\" \"idempotency-key\""),
                        signature -> signature)))
                .isEqualTo(Failure.COMPONENT_ABSENT);
    }

    @Test
    void unknownKey() {
        assertThat(verify(signed(draft(COVERED).keyId("nobody").build()))).isEqualTo(Failure.KEY_UNKNOWN);
        assertThat(verify(signed(draft(COVERED).build()))).isEqualTo(Failure.KEY_ID_MISSING);
    }

    @Test
    void theAlgorithmIsTheKeysOwn() {
        assertThat(verify(signed(
                        draft(COVERED).keyId(ED25519).alg(Algorithm.ED25519).build())))
                .isEqualTo("verified");
        assertThat(verify(signed(
                        draft(COVERED).keyId(ED25519).alg(Algorithm.HMAC_SHA256).build())))
                .isEqualTo(Failure.ALGORITHM_NOT_OF_THE_KEY);
        assertThat(verify(
                        VerificationPolicy.accepting(EnumSet.of(Algorithm.RSA_PSS_SHA512))
                                .build(),
                        good()))
                .isEqualTo(Failure.ALGORITHM_REFUSED);
    }

    /** The old confusion: a public key, which everybody has, taken for a shared secret. */
    @Test
    void aPublicKeyIsNoSharedSecret() {
        byte[] known = Rfc9421.resource("rfc9421/test-key-ed25519.pub.pem")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Signer forger = new Signer(SigningKey.shared(ED25519, known).orThrow());

        assertThat(verify(signed(forger, REQUEST, draft(COVERED).keyId(ED25519).build())))
                .isEqualTo(Failure.SIGNATURE_LENGTH);
    }

    @Test
    void createdHasAWindow() {
        assertThat(verify(created(NOW - 300))).isEqualTo("verified");
        assertThat(verify(created(NOW - 301))).isEqualTo(Failure.CREATED_STALE);
        nonces.clear();
        assertThat(verify(created(NOW + 30))).isEqualTo("verified");
        assertThat(verify(created(NOW + 31))).isEqualTo(Failure.CREATED_IN_THE_FUTURE);
        assertThat(verify(signed(SignatureParameters.covering(COVERED)
                        .nonce("n")
                        .keyId(ED25519)
                        .build())))
                .isEqualTo(Failure.CREATED_MISSING);
        assertThat(verify(changed(
                        input -> input.replaceAll("created=\\d+", "created=999999999999999"), signature -> signature)))
                .isEqualTo(Failure.CREATED_IN_THE_FUTURE);
        assertThat(verify(changed(
                        input -> input.replaceAll("created=\\d+", "created=-999999999999999"), signature -> signature)))
                .isEqualTo(Failure.CREATED_STALE);
    }

    private static SignedRequest created(long when) {
        return signed(SignatureParameters.covering(COVERED)
                .created(at(when))
                .nonce("n-1")
                .keyId(ED25519)
                .build());
    }

    @Test
    void expiresIsKept() {
        assertThat(verify(signed(
                        draft(COVERED).keyId(ED25519).expires(at(NOW - 31)).build())))
                .isEqualTo(Failure.EXPIRED);
        assertThat(verify(signed(
                        draft(COVERED).keyId(ED25519).expires(at(NOW - 30)).build())))
                .isEqualTo("verified");
        assertThat(verify(terms().expires(VerificationPolicy.Presence.REQUIRED).build(), good()))
                .isEqualTo(Failure.EXPIRES_MISSING);
    }

    @Test
    void aNonceIsTakenOnce() {
        SignedRequest message = good();

        assertThat(verify(message)).isEqualTo("verified");
        assertThat(verify(message)).isEqualTo("replayed");
        assertThat(verify(signed(SignatureParameters.covering(COVERED)
                        .created(at(NOW))
                        .keyId(ED25519)
                        .build())))
                .isEqualTo(Failure.NONCE_MISSING);
        assertThat(verify(signed(SignatureParameters.covering(COVERED)
                        .created(at(NOW))
                        .nonce("")
                        .keyId(ED25519)
                        .build())))
                .isEqualTo(Failure.NONCE_UNUSABLE);
        assertThat(verify(signed(SignatureParameters.covering(COVERED)
                        .created(at(NOW))
                        .nonce("n".repeat(256))
                        .keyId(ED25519)
                        .build())))
                .isEqualTo(Failure.NONCE_UNUSABLE);
    }

    @Test
    void aWrongSignatureUsesNoNonceUp() {
        assertThat(verify(
                        changed(input -> input.replace("\"@method\"", "\"@method\" \"date\""), signature -> signature)))
                .isEqualTo(Failure.SIGNATURE_WRONG);

        assertThat(verify(good())).isEqualTo("verified");
    }

    @Test
    void aNonceIsKeptForAsLongAsTheSignatureIsTaken() {
        Instant[] kept = {Instant.EPOCH};
        new Verifier(
                        terms().build(),
                        id -> Optional.ofNullable(Rfc9421.KEYS.get(id)),
                        (key, nonce, until) -> {
                            kept[0] = until;
                            return NonceStore.Claim.FRESH;
                        },
                        InstantSource.fixed(at(NOW)))
                .verify(good());

        assertThat(kept[0]).isEqualTo(at(NOW + 330));
    }

    @Test
    void theDigestIsThatOfTheBytes() {
        SignedRequest message = good();
        SignedRequest other = new SignedRequest(
                message.method(), message.target(), message.headers(), Rfc9421.content("{\"hello\": \"World\"}"));

        assertThat(verify(other)).isEqualTo(Failure.DIGEST_WRONG);
        // What is wrong with a digest shows before the nonce is used up.
        assertThat(verify(message)).isEqualTo("verified");
    }

    @Test
    void aBodyNeedsADigest() {
        SignedRequest bare =
                new SignedRequest("POST", REQUEST.target(), Fields.of("Host", "example.com"), Rfc9421.HELLO);
        SignatureParameters parameters = draft(List.of(Component.METHOD, Component.TARGET_URI))
                .keyId(ED25519)
                .build();
        SignedRequest empty = new SignedRequest("POST", REQUEST.target(), bare.headers(), Content.NONE);

        assertThat(verify(signed(SIGNER, bare, parameters))).isEqualTo(Failure.DIGEST_MISSING);
        assertThat(verify(signed(SIGNER, empty, parameters))).isEqualTo("verified");
    }
}
