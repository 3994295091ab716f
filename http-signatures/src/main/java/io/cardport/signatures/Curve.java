package io.cardport.signatures;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.WNafUtil;

/** A curve with its hash, in Bouncy Castle's implementation made for it, which is several times the JDK's speed. */
enum Curve {
    P256("secp256r1", SECObjectIdentifiers.secp256r1, "SHA-256", 32),
    P384("secp384r1", SECObjectIdentifiers.secp384r1, "SHA-384", 48);

    private final ECDomainParameters domain;
    private final ASN1ObjectIdentifier identifier;
    private final String hash;
    private final int bytes;

    Curve(String name, ASN1ObjectIdentifier identifier, String hash, int bytes) {
        X9ECParameters parameters = CustomNamedCurves.getByName(name);
        this.domain = new ECDomainParameters(parameters);
        this.identifier = identifier;
        this.hash = hash;
        this.bytes = bytes;
    }

    static Curve of(Algorithm algorithm) {
        return algorithm == Algorithm.ECDSA_P256_SHA256 ? P256 : P384;
    }

    /** Length of r and of s. */
    int bytes() {
        return bytes;
    }

    boolean isOf(ECDomainParameters other) {
        return domain.getN().equals(other.getN())
                && domain.getCurve().getField().equals(other.getCurve().getField());
    }

    /** The same key on the fast curve, with multiples of its point kept as those of a base point are. */
    ECPublicKeyParameters prepared(ECPublicKeyParameters key) {
        ECPoint point = domain.getCurve().decodePoint(key.getQ().getEncoded(false));
        WNafUtil.configureBasepoint(point);
        return new ECPublicKeyParameters(point, domain);
    }

    ECPrivateKeyParameters prepared(ECPrivateKeyParameters key) {
        return new ECPrivateKeyParameters(key.getD(), domain);
    }

    /** With the curve named, as keys are exchanged. */
    ECPublicKeyParameters publicHalf(ECPrivateKeyParameters key) {
        var named = new ECNamedDomainParameters(identifier, domain);
        return new ECPublicKeyParameters(named.getG().multiply(key.getD()), named);
    }

    byte[] hashed(byte[] base) {
        try {
            return MessageDigest.getInstance(hash).digest(base);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(hash + " is in every JDK", missing);
        }
    }
}
