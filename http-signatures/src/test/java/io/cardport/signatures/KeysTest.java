package io.cardport.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of every algorithm, against the JDK's own signatures, and keys that are refused. */
class KeysTest {
    private static final long NOW = 1_700_000_000;

    @ParameterizedTest
    @CsvSource({
        "ED25519, Ed25519, '', Ed25519",
        "ECDSA_P256_SHA256, EC, secp256r1, SHA256withECDSAinP1363Format",
        "ECDSA_P384_SHA384, EC, secp384r1, SHA384withECDSAinP1363Format",
        "RSA_V1_5_SHA256, RSA, '', SHA256withRSA",
        "RSA_PSS_SHA512, RSA, '', RSASSA-PSS"
    })
    void theJdkTakesWhatWeMakeAndWeTakeWhatItMakes(Algorithm algorithm, String kind, String curve, String jdk)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        KeyPair pair = generator.generateKeyPair();
        SigningKey ours = SigningKey.read(
                        "k", algorithm, pem("PRIVATE KEY", pair.getPrivate().getEncoded()))
                .orThrow();
        VerificationKey checks =
                VerificationKey.of("k", algorithm, pair.getPublic()).orThrow();
        assertThat(ours.publicKey().orElseThrow().replaceAll("-----[A-Z ]+-----|\\s", ""))
                .isEqualTo(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        Signature signature =
                algorithm == Algorithm.RSA_PSS_SHA512 ? RsaSignatures.of(algorithm) : Signature.getInstance(jdk);

        signature.initVerify(pair.getPublic());
        signature.update("base".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(signature.verify(ours.sign("base"))).isTrue();
        signature.initSign(pair.getPrivate());
        signature.update("base".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        byte[] theirs = signature.sign();
        assertThat(checks.hasLength(theirs.length)).isTrue();
        assertThat(checks.signed("base", theirs)).isTrue();
        assertThat(checks.signed("bass", theirs)).isFalse();
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    @Test
    void aKeyIsOfItsAlgorithmOnly() {
        String ed25519 = Rfc9421.resource("rfc9421/test-key-ed25519.pub.pem");
        String p256 = Rfc9421.resource("rfc9421/test-key-ecc-p256.pub.pem");

        assertThat(VerificationKey.read("k", Algorithm.ECDSA_P384_SHA384, p256))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.OF_ANOTHER_ALGORITHM));
        assertThat(EnumSet.complementOf(EnumSet.of(Algorithm.ED25519)))
                .allSatisfy(other -> assertThat(VerificationKey.read("k", other, ed25519))
                        .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.OF_ANOTHER_ALGORITHM)));
        assertThat(SigningKey.read("k", Algorithm.RSA_PSS_SHA512, Rfc9421.resource("rfc9421/test-key-ecc-p256.pem")))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.OF_ANOTHER_ALGORITHM));
    }

    @Test
    void weakKeysAreRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();

        assertThat(VerificationKey.of("k", Algorithm.RSA_PSS_SHA512, pair.getPublic()))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.UNFIT_SIZE));
        assertThat(SigningKey.read(
                        "k",
                        Algorithm.RSA_V1_5_SHA256,
                        pem("PRIVATE KEY", pair.getPrivate().getEncoded())))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.UNFIT_SIZE));
        assertThat(VerificationKey.shared("k", new byte[31]))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.UNFIT_SIZE));
        assertThat(SigningKey.shared("k", new byte[31])).isEqualTo(new KeyReading.Refused<>(KeyReading.Why.UNFIT_SIZE));
    }

    @Test
    void whatIsNoKeyIsRefused() {
        String good = Rfc9421.resource("rfc9421/test-key-ed25519.pub.pem");

        assertThat(VerificationKey.read("k", Algorithm.ED25519, "nothing"))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.NOT_PEM));
        assertThat(VerificationKey.read("k", Algorithm.ED25519, good + good))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.NOT_PEM));
        assertThat(VerificationKey.read("k", Algorithm.ED25519, Rfc9421.resource("rfc9421/test-key-ed25519.pem")))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.NOT_PEM));
        assertThat(VerificationKey.read("k", Algorithm.ED25519, pem("PUBLIC KEY", new byte[] {1, 2, 3})))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.NOT_A_KEY));
        assertThat(SigningKey.read("k", Algorithm.ED25519, good))
                .isEqualTo(new KeyReading.Refused<>(KeyReading.Why.NOT_PEM));
    }

    @Test
    void aKeyTellsNothingOfItself() {
        assertThat(Rfc9421.privateKey("test-key-ed25519", Algorithm.ED25519)).hasToString("test-key-ed25519 (ed25519)");
        assertThat(Rfc9421.KEYS.get("test-shared-secret")).hasToString("test-shared-secret (hmac_sha256)");
    }

    @Test
    void p384IsVerifiedInAMessage() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair pair = generator.generateKeyPair();
        Signer signer = new Signer(SigningKey.read(
                        "k",
                        Algorithm.ECDSA_P384_SHA384,
                        pem("PRIVATE KEY", pair.getPrivate().getEncoded()))
                .orThrow());
        VerificationKey key = VerificationKey.of("k", Algorithm.ECDSA_P384_SHA384, pair.getPublic())
                .orThrow();
        Signing.Signed signed = (Signing.Signed) signer.sign(
                Rfc9421.REQUEST,
                "sig",
                SignatureParameters.covering(Component.METHOD, Component.CONTENT_DIGEST)
                        .created(Rfc9421.at(NOW))
                        .keyId("k")
                        .build());

        Verifier verifier = new Verifier(
                Rfc9421.lenient().build(),
                id -> Optional.of(key),
                (id, nonce, until) -> NonceStore.Claim.FRESH,
                InstantSource.fixed(Rfc9421.at(NOW)));

        assertThat(verifier.verify(Rfc9421.REQUEST.withHeaders(signed.addTo(Rfc9421.REQUEST.headers()))))
                .isInstanceOf(Verification.Verified.class);
    }
}
