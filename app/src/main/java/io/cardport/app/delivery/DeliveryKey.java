package io.cardport.app.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 key of the gateway that signs deliveries. It prints as its id. */
public final class DeliveryKey {
    /** Bytes of a private key (RFC 8032 section 5.1.5). */
    public static final int SEED_BYTES = Ed25519PrivateKeyParameters.KEY_SIZE;

    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    private final Ed25519PrivateKeyParameters key;
    private final byte[] publicKey;
    private final String kid;
    private final Instant signsFrom;

    private DeliveryKey(Ed25519PrivateKeyParameters key, Instant signsFrom) {
        this.key = key;
        this.publicKey = key.generatePublicKey().getEncoded();
        this.kid = thumbprint(publicKey);
        this.signsFrom = signsFrom;
    }

    /**
     * Makes the key of a seed.
     *
     * @param seed 32 random bytes, the private key
     * @param signsFrom when it begins to sign; it is published before
     * @return the key
     */
    public static DeliveryKey of(byte[] seed, Instant signsFrom) {
        return new DeliveryKey(new Ed25519PrivateKeyParameters(seed), signsFrom);
    }

    /**
     * Its id in the key set.
     *
     * @return the key's thumbprint as RFC 8037 appendix A.3 makes it
     */
    public String kid() {
        return kid;
    }

    /**
     * The public key.
     *
     * @return its 32 bytes, base64url without padding: the {@code x} of its JWK
     */
    public String x() {
        return URL_SAFE.encodeToString(publicKey);
    }

    /**
     * The private key, to be sealed at once.
     *
     * @return a copy of its 32 bytes
     */
    public byte[] seed() {
        return key.getEncoded();
    }

    /**
     * When it begins to sign.
     *
     * @return the time
     */
    public Instant signsFrom() {
        return signsFrom;
    }

    /**
     * Signs (RFC 8032, pure Ed25519).
     *
     * @param content what is signed
     * @return 64 bytes
     */
    public byte[] sign(byte[] content) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(content, 0, content.length);
        return signer.generateSignature();
    }

    private static String thumbprint(byte[] publicKey) {
        String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + URL_SAFE.encodeToString(publicKey) + "\"}";
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return URL_SAFE.encodeToString(digest.digest(members.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "DeliveryKey[" + kid + "]";
    }
}
