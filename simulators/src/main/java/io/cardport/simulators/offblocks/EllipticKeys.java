package io.cardport.simulators.offblocks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one algorithm of the sheet (§3.3), ecdsa-p384-sha384 with raw r||s of 96 bytes (RFC 9421 §3.3.5), and its keys. */
final class EllipticKeys {

    /** Its name in the HTTP signature algorithms registry. */
    static final String ALGORITHM = "ecdsa-p384-sha384";

    private static final int SIGNATURE_LENGTH = 96;
    private static final String CURVE = "secp384r1";
    private static final String JCA = "SHA384withECDSAinP1363Format";
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");
    private static final ECParameterSpec PARAMETERS = parameters();

    private EllipticKeys() {}

    static KeyPair draw() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), new SecureRandom());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** Reads a public key that came from outside; empty unless it is a point of P-384. */
    static Optional<PublicKey> publicKey(String pem) {
        return der(pem, "PUBLIC KEY").flatMap(der -> {
            try {
                return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der))
                                        instanceof ECPublicKey key
                                && key.getParams().getCurve().equals(PARAMETERS.getCurve())
                                && onCurve(key)
                        ? Optional.of(key)
                        : Optional.empty();
            } catch (GeneralSecurityException e) {
                return Optional.empty();
            }
        });
    }

    /** Reads a private key that {@link #pem(PrivateKey)} wrote. */
    static PrivateKey privateKey(String pem) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(der(pem, "PRIVATE KEY").orElseThrow()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] sign(PrivateKey key, String base) {
        try {
            Signature signature = Signature.getInstance(JCA);
            signature.initSign(key);
            signature.update(base.getBytes(StandardCharsets.ISO_8859_1));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean verifies(PublicKey key, String base, byte[] given) {
        if (given.length != SIGNATURE_LENGTH) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(JCA);
            signature.initVerify(key);
            // The bytes of a header are characters of ISO 8859-1 to the HTTP server.
            signature.update(base.getBytes(StandardCharsets.ISO_8859_1));
            return signature.verify(given);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean onCurve(ECPublicKey key) {
        BigInteger p = ((ECFieldFp) PARAMETERS.getCurve().getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.modPow(BigInteger.valueOf(3), p)
                .add(PARAMETERS.getCurve().getA().multiply(x))
                .add(PARAMETERS.getCurve().getB())
                .mod(p);
        return y.multiply(y).mod(p).equals(right);
    }

    private static Optional<byte[]> der(String pem, String kind) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches() || !matcher.group(1).equals(kind)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(matcher.group(2)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
