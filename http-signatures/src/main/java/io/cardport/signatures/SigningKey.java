package io.cardport.signatures;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;

/** A key that signatures are made with, bound to one algorithm and prepared once. For many threads. */
public final class SigningKey {
    static final int LEAST_SECRET = 32;

    private final String id;
    private final Algorithm algorithm;
    private final Making making;

    private SigningKey(String id, Algorithm algorithm, Making making) {
        this.id = id;
        this.algorithm = algorithm;
        this.making = making;
    }

    /** Makes the bytes of a signature. */
    private sealed interface Making {
        record Ed25519(Ed25519PrivateKeyParameters key) implements Making {}

        record Ecdsa(Curve curve, ECPrivateKeyParameters key) implements Making {}

        record Rsa(PrivateKey key) implements Making {}

        record Hmac(Mac keyed) implements Making {}
    }

    /**
     * Reads a private key.
     *
     * @param id the {@code keyid} that names it
     * @param algorithm the only algorithm that it is used with
     * @param pem PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY})
     * @return the key, or why it is none
     */
    public static KeyReading<SigningKey> read(String id, Algorithm algorithm, String pem) {
        return switch (Pem.privateKey(pem)) {
            case KeyReading.Refused<AsymmetricKeyParameter>(KeyReading.Why why) -> new KeyReading.Refused<>(why);
            case KeyReading.Usable<AsymmetricKeyParameter>(AsymmetricKeyParameter key) -> bound(id, algorithm, key);
        };
    }

    /**
     * Takes a shared secret for {@link Algorithm#HMAC_SHA256}.
     *
     * @param id the {@code keyid} that names it
     * @param secret at least 32 bytes, copied
     * @return the key, or why it is none
     */
    public static KeyReading<SigningKey> shared(String id, byte[] secret) {
        return secret.length < LEAST_SECRET
                ? new KeyReading.Refused<>(KeyReading.Why.UNFIT_SIZE)
                : new KeyReading.Usable<>(
                        new SigningKey(id, Algorithm.HMAC_SHA256, new Making.Hmac(Macs.sha256(secret))));
    }

    private static KeyReading<SigningKey> bound(String id, Algorithm algorithm, AsymmetricKeyParameter key) {
        return switch (algorithm) {
            case ED25519 ->
                key instanceof Ed25519PrivateKeyParameters ed25519
                        ? usable(id, algorithm, new Making.Ed25519(ed25519))
                        : ofAnother();
            case ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> {
                Curve curve = Curve.of(algorithm);
                yield key instanceof ECPrivateKeyParameters ec && curve.isOf(ec.getParameters())
                        ? usable(id, algorithm, new Making.Ecdsa(curve, curve.prepared(ec)))
                        : ofAnother();
            }
            case RSA_PSS_SHA512, RSA_V1_5_SHA256 ->
                key instanceof RSAPrivateCrtKeyParameters rsa ? rsa(id, algorithm, rsa) : ofAnother();
            case HMAC_SHA256 -> ofAnother();
        };
    }

    private static KeyReading<SigningKey> rsa(String id, Algorithm algorithm, RSAPrivateCrtKeyParameters key) {
        if (!Pem.fits(key.getModulus())) {
            return new KeyReading.Refused<>(KeyReading.Why.UNFIT_SIZE);
        }
        try {
            RSAPrivateCrtKeySpec parts = new RSAPrivateCrtKeySpec(
                    key.getModulus(),
                    key.getPublicExponent(),
                    key.getExponent(),
                    key.getP(),
                    key.getQ(),
                    key.getDP(),
                    key.getDQ(),
                    key.getQInv());
            return usable(
                    id, algorithm, new Making.Rsa(KeyFactory.getInstance("RSA").generatePrivate(parts)));
        } catch (GeneralSecurityException broken) {
            return new KeyReading.Refused<>(KeyReading.Why.NOT_A_KEY);
        }
    }

    private static KeyReading<SigningKey> usable(String id, Algorithm algorithm, Making making) {
        return new KeyReading.Usable<>(new SigningKey(id, algorithm, making));
    }

    private static KeyReading<SigningKey> ofAnother() {
        return new KeyReading.Refused<>(KeyReading.Why.OF_ANOTHER_ALGORITHM);
    }

    /**
     * The name for {@code keyid}.
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

    /**
     * The public half, to be given to whoever is to verify.
     *
     * @return SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) as PEM; empty for a shared secret, which has no such half
     */
    public Optional<String> publicKey() {
        return switch (making) {
            case Making.Ed25519(Ed25519PrivateKeyParameters key) -> Optional.of(Pem.written(key.generatePublicKey()));
            case Making.Ecdsa(Curve curve, ECPrivateKeyParameters key) ->
                Optional.of(Pem.written(curve.publicHalf(key)));
            case Making.Rsa(PrivateKey key) ->
                key instanceof RSAPrivateCrtKey rsa
                        ? Optional.of(
                                Pem.written(new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent())))
                        : Optional.empty();
            case Making.Hmac ignored -> Optional.empty();
        };
    }

    byte[] sign(String text) {
        byte[] base = text.getBytes(StandardCharsets.ISO_8859_1);
        return switch (making) {
            case Making.Ed25519(Ed25519PrivateKeyParameters key) -> ed25519(key, base);
            case Making.Ecdsa(Curve curve, ECPrivateKeyParameters key) -> ecdsa(curve, key, base);
            case Making.Rsa(PrivateKey key) -> rsa(key, base);
            case Making.Hmac(Mac keyed) -> Macs.of(keyed, base);
        };
    }

    private static byte[] ed25519(Ed25519PrivateKeyParameters key, byte[] base) {
        byte[] signature = new byte[Algorithm.ED25519.length()];
        key.sign(org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm.Ed25519, null, base, 0, base.length, signature, 0);
        return signature;
    }

    private static byte[] ecdsa(Curve curve, ECPrivateKeyParameters key, byte[] base) {
        // RFC 6979: a weak source of randomness would give the key away.
        ECDSASigner signer =
                new ECDSASigner(new HMacDSAKCalculator(curve == Curve.P256 ? new SHA256Digest() : new SHA384Digest()));
        signer.init(true, key);
        BigInteger[] pair = signer.generateSignature(curve.hashed(base));
        byte[] signature = new byte[2 * curve.bytes()];
        BigIntegers.asUnsignedByteArray(pair[0], signature, 0, curve.bytes());
        BigIntegers.asUnsignedByteArray(pair[1], signature, curve.bytes(), curve.bytes());
        return signature;
    }

    private byte[] rsa(PrivateKey key, byte[] base) {
        try {
            Signature signer = RsaSignatures.of(algorithm);
            signer.initSign(key);
            signer.update(base);
            return signer.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("RSA is in every JDK", missing);
        }
    }

    /** Name and algorithm; nothing of the key. */
    @Override
    public String toString() {
        return id + " (" + algorithm.name().toLowerCase(Locale.ROOT) + ")";
    }
}
