package io.cardport.signatures;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Locale;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * A key that signatures are checked with, bound to one algorithm and prepared once: keep it rather than read it again.
 * For many threads.
 */
public final class VerificationKey {
    private final String id;
    private final Algorithm algorithm;
    private final Checking checking;

    private VerificationKey(String id, Algorithm algorithm, Checking checking) {
        this.id = id;
        this.algorithm = algorithm;
        this.checking = checking;
    }

    /**
     * Reads a public key.
     *
     * @param id the {@code keyid} that names it
     * @param algorithm the only algorithm that it is used with
     * @param pem SubjectPublicKeyInfo ({@code PUBLIC KEY}) or PKCS#1 ({@code RSA PUBLIC KEY})
     * @return the key, or why it is none
     */
    public static KeyReading<VerificationKey> read(String id, Algorithm algorithm, String pem) {
        return of(id, algorithm, Pem.publicKey(pem));
    }

    /**
     * Takes a public key of the JDK.
     *
     * @param id the {@code keyid} that names it
     * @param algorithm the only algorithm that it is used with
     * @param key a key with an X.509 encoding
     * @return the key, or why it is none
     */
    public static KeyReading<VerificationKey> of(String id, Algorithm algorithm, PublicKey key) {
        byte[] encoded = key.getEncoded();
        return encoded == null
                ? new KeyReading.Refused<>(KeyReading.Why.NOT_A_KEY)
                : of(id, algorithm, Pem.publicKey(encoded));
    }

    /**
     * Takes a shared secret for {@link Algorithm#HMAC_SHA256}.
     *
     * @param id the {@code keyid} that names it
     * @param secret at least 32 bytes, copied
     * @return the key, or why it is none
     */
    public static KeyReading<VerificationKey> shared(String id, byte[] secret) {
        return secret.length < SigningKey.LEAST_SECRET
                ? new KeyReading.Refused<>(KeyReading.Why.UNFIT_SIZE)
                : new KeyReading.Usable<>(
                        new VerificationKey(id, Algorithm.HMAC_SHA256, new Checking.Hmac(Macs.sha256(secret))));
    }

    private static KeyReading<VerificationKey> of(
            String id, Algorithm algorithm, KeyReading<AsymmetricKeyParameter> reading) {
        return switch (reading) {
            case KeyReading.Refused<AsymmetricKeyParameter>(KeyReading.Why why) -> new KeyReading.Refused<>(why);
            case KeyReading.Usable<AsymmetricKeyParameter>(AsymmetricKeyParameter key) -> bound(id, algorithm, key);
        };
    }

    private static KeyReading<VerificationKey> bound(String id, Algorithm algorithm, AsymmetricKeyParameter key) {
        return switch (algorithm) {
            case ED25519 ->
                key instanceof Ed25519PublicKeyParameters ed25519
                        ? usable(id, algorithm, new Checking.Ed25519(ed25519))
                        : ofAnother();
            case ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> {
                Curve curve = Curve.of(algorithm);
                yield key instanceof ECPublicKeyParameters ec && curve.isOf(ec.getParameters())
                        ? usable(id, algorithm, new Checking.Ecdsa(curve, curve.prepared(ec)))
                        : ofAnother();
            }
            case RSA_PSS_SHA512, RSA_V1_5_SHA256 ->
                key instanceof RSAKeyParameters rsa && !rsa.isPrivate() ? rsa(id, algorithm, rsa) : ofAnother();
            case HMAC_SHA256 -> ofAnother();
        };
    }

    private static KeyReading<VerificationKey> rsa(String id, Algorithm algorithm, RSAKeyParameters key) {
        BigInteger exponent = key.getExponent();
        if (!Pem.fits(key.getModulus()) || exponent.bitLength() > 64) {
            return new KeyReading.Refused<>(KeyReading.Why.UNFIT_SIZE);
        }
        try {
            PublicKey made =
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(key.getModulus(), exponent));
            return usable(
                    id,
                    algorithm,
                    new Checking.Rsa(algorithm, made, (key.getModulus().bitLength() + 7) / 8));
        } catch (GeneralSecurityException broken) {
            return new KeyReading.Refused<>(KeyReading.Why.NOT_A_KEY);
        }
    }

    private static KeyReading<VerificationKey> usable(String id, Algorithm algorithm, Checking checking) {
        return new KeyReading.Usable<>(new VerificationKey(id, algorithm, checking));
    }

    private static KeyReading<VerificationKey> ofAnother() {
        return new KeyReading.Refused<>(KeyReading.Why.OF_ANOTHER_ALGORITHM);
    }

    /**
     * The name that {@code keyid} gives.
     *
     * @return the name
     */
    public String id() {
        return id;
    }

    /**
     * The only algorithm that it is used with.
     *
     * @return the algorithm
     */
    public Algorithm algorithm() {
        return algorithm;
    }

    boolean hasLength(int signature) {
        return checking.length() == signature;
    }

    boolean signed(String base, byte[] signature) {
        return checking.holds(base.getBytes(StandardCharsets.ISO_8859_1), signature);
    }

    /** Name and algorithm; nothing of the key, which may be a secret. */
    @Override
    public String toString() {
        return id + " (" + algorithm.name().toLowerCase(Locale.ROOT) + ")";
    }
}
