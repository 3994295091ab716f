package io.cardport.signatures;

import static io.cardport.signatures.Rfc9421.REQUEST;
import static io.cardport.signatures.Rfc9421.at;
import static io.cardport.signatures.Rfc9421.privateKey;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.junit.jupiter.api.Test;

/** ECDSA's other forms of a signature: refused, or a repetition. */
class EcdsaSignaturesTest {
    private static final long NOW = 1_700_000_000;
    private static final String P256 = "test-key-ecc-p256";
    private static final Signer ECDSA = new Signer(privateKey(P256, Algorithm.ECDSA_P256_SHA256));

    private final Set<String> nonces = new HashSet<>();

    private Object verify(SignedMessage message) {
        VerificationPolicy policy = VerificationPolicy.accepting(EnumSet.of(Algorithm.ECDSA_P256_SHA256))
                .nonce(VerificationPolicy.Presence.REQUIRED)
                .build();
        Verifier verifier = new Verifier(
                policy,
                id -> Optional.ofNullable(Rfc9421.KEYS.get(id)),
                (key, nonce, until) -> nonces.add(nonce) ? NonceStore.Claim.FRESH : NonceStore.Claim.SEEN,
                InstantSource.fixed(at(NOW)));
        return switch (verifier.verify(message)) {
            case Verification.Refused(Failure failure) -> failure;
            case Verification.Verified verified -> "verified";
            case Verification.Replayed replayed -> "replayed";
        };
    }

    private static SignedRequest signed() {
        SignatureParameters parameters = SignatureParameters.covering(Component.METHOD, Component.CONTENT_DIGEST)
                .created(at(NOW))
                .nonce("n-1")
                .keyId(P256)
                .build();
        Signing.Signed signing = (Signing.Signed) ECDSA.sign(REQUEST, "sig", parameters);
        return REQUEST.withHeaders(signing.addTo(REQUEST.headers()));
    }

    @Test
    void ecdsaInDerIsRefused() {
        SignedRequest message = signed();
        byte[] raw = rawSignature(message);
        byte[] der;
        try {
            der = new DERSequence(new ASN1Integer[] {
                        new ASN1Integer(new BigInteger(1, Arrays.copyOf(raw, 32))),
                        new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)))
                    })
                    .getEncoded();
        } catch (java.io.IOException never) {
            throw new java.io.UncheckedIOException(never);
        }

        assertThat(verify(withSignature(message, der))).isEqualTo(Failure.SIGNATURE_LENGTH);
        assertThat(verify(message)).isEqualTo("verified");
    }

    /** (r, n − s) is valid too: the nonce and not the signature's bytes tells a replay. */
    @Test
    void theOtherEcdsaSignatureIsAReplay() {
        SignedRequest message = signed();
        byte[] raw = rawSignature(message);
        BigInteger n = ECNamedCurveTable.getByName("secp256r1").getN();
        String other =
                n.subtract(new BigInteger(1, Arrays.copyOfRange(raw, 32, 64))).toString(16);
        byte[] twisted = raw.clone();
        System.arraycopy(HexFormat.of().parseHex("0".repeat(64 - other.length()) + other), 0, twisted, 32, 32);

        assertThat(verify(message)).isEqualTo("verified");
        assertThat(verify(withSignature(message, twisted))).isEqualTo("replayed");
    }

    @Test
    void ecdsaOutOfRangeIsRefused() {
        SignedRequest message = signed();
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xff);

        assertThat(verify(withSignature(message, new byte[64]))).isEqualTo(Failure.SIGNATURE_WRONG);
        assertThat(verify(withSignature(message, ones))).isEqualTo(Failure.SIGNATURE_WRONG);
    }

    private static byte[] rawSignature(SignedRequest message) {
        String value = message.headers().all("signature").getFirst();
        return Base64.getDecoder().decode(value.substring("sig=:".length(), value.length() - 1));
    }

    private static SignedRequest withSignature(SignedRequest message, byte[] signature) {
        return REQUEST.withHeaders(REQUEST.headers()
                .with(
                        "Signature-Input",
                        message.headers().all("signature-input").getFirst())
                .with("Signature", "sig=:" + Base64.getEncoder().encodeToString(signature) + ":"));
    }
}
