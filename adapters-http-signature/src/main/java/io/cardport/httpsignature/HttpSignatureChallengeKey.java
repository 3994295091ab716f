package io.cardport.httpsignature;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * Answers wallet challenges with a key of ours: ECDSA over the SHA-256 of the decoded challenge, in DER and base64. What the
 * issuer wants signed is not published (sheet 3.5); a wallet that signs another way answers by itself.
 */
final class HttpSignatureChallengeKey implements HttpSignatureChallenges.Signer {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final ECPrivateKeyParameters key;

    private HttpSignatureChallengeKey(ECPrivateKeyParameters key) {
        this.key = key;
    }

    static Optional<HttpSignatureChallenges.Signer> read(String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return PrivateKeyFactory.createKey(encoded) instanceof ECPrivateKeyParameters curve
                    ? Optional.of(new HttpSignatureChallengeKey(curve))
                    : Optional.empty();
        } catch (IOException | RuntimeException noKey) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> answer(String challenge) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(challenge));
            var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, key);
            BigInteger[] pair = signer.generateSignature(digest);
            byte[] der = StandardDSAEncoding.INSTANCE.encode(key.getParameters().getN(), pair[0], pair[1]);
            return Optional.of(Base64.getEncoder().encodeToString(der));
        } catch (IllegalArgumentException | IOException notBase64) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
