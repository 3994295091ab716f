package io.cardport.signatures;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import javax.crypto.Mac;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** A prepared key's check, by Bouncy Castle or the JDK, whichever was measured to be faster. */
sealed interface Checking {
    /** Bytes of a signature. */
    int length();

    /** Whether the signature, of the right length, is one over the base. */
    boolean holds(byte[] base, byte[] signature);

    /** Bouncy Castle, with the decoded point kept: ten times the JDK. */
    record Ed25519(Ed25519PublicKeyParameters key) implements Checking {
        @Override
        public int length() {
            return Algorithm.ED25519.length();
        }

        @Override
        public boolean holds(byte[] base, byte[] signature) {
            return key.verify(
                    org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm.Ed25519,
                    null,
                    base,
                    0,
                    base.length,
                    signature,
                    0);
        }
    }

    /** Bouncy Castle on its own curves: six times the JDK. */
    record Ecdsa(Curve curve, ECPublicKeyParameters key) implements Checking {
        @Override
        public int length() {
            return 2 * curve.bytes();
        }

        @Override
        public boolean holds(byte[] base, byte[] signature) {
            ECDSASigner checker = new ECDSASigner();
            checker.init(false, key);
            BigInteger r = new BigInteger(1, Arrays.copyOf(signature, curve.bytes()));
            BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, curve.bytes(), signature.length));
            return checker.verifySignature(curve.hashed(base), r, s);
        }
    }

    /** The JDK: half as fast again as Bouncy Castle. */
    record Rsa(Algorithm algorithm, PublicKey key, int length) implements Checking {
        @Override
        public boolean holds(byte[] base, byte[] signature) {
            try {
                Signature checker = RsaSignatures.of(algorithm);
                checker.initVerify(key);
                checker.update(base);
                return checker.verify(signature);
            } catch (SignatureException outOfRange) {
                return false;
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("RSA is in every JDK", missing);
            }
        }
    }

    /** The JDK: twice Bouncy Castle. */
    record Hmac(Mac keyed) implements Checking {
        @Override
        public int length() {
            return Algorithm.HMAC_SHA256.length();
        }

        @Override
        public boolean holds(byte[] base, byte[] signature) {
            return MessageDigest.isEqual(Macs.of(keyed, base), signature);
        }
    }
}
