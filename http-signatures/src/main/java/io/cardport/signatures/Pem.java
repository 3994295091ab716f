package io.cardport.signatures;

import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** Keys as text: PKCS#8 and SubjectPublicKeyInfo, also the older PKCS#1 and SEC 1 (RFC 7468, RFC 8017, RFC 5915). */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int LIMIT = 16_384;
    /** Explicit curve parameters let a sender bring a curve of its own. */
    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

    /** One PEM block. */
    private record Block(String label, byte[] content) {}

    private Pem() {}

    static String written(AsymmetricKeyParameter publicKey) {
        try {
            byte[] encoded = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey)
                    .getEncoded();
            return BEGIN + "PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("a key that was read can be written", impossible);
        }
    }

    static KeyReading<AsymmetricKeyParameter> publicKey(String text) {
        Optional<Block> block = block(text);
        if (block.isEmpty()
                || !List.of("PUBLIC KEY", "RSA PUBLIC KEY").contains(block.get().label())) {
            return new KeyReading.Refused<>(KeyReading.Why.NOT_PEM);
        }
        return publicKey(block.get().label(), block.get().content());
    }

    static KeyReading<AsymmetricKeyParameter> publicKey(byte[] encoded) {
        return publicKey("PUBLIC KEY", encoded);
    }

    private static KeyReading<AsymmetricKeyParameter> publicKey(String label, byte[] content) {
        try {
            SubjectPublicKeyInfo info = label.startsWith("RSA")
                    ? new SubjectPublicKeyInfo(rsa(), RSAPublicKey.getInstance(content))
                    : SubjectPublicKeyInfo.getInstance(content);
            return named(info.getAlgorithm())
                    ? new KeyReading.Usable<>(PublicKeyFactory.createKey(info))
                    : new KeyReading.Refused<>(KeyReading.Why.NOT_A_KEY);
        } catch (java.io.IOException | RuntimeException broken) {
            return new KeyReading.Refused<>(KeyReading.Why.NOT_A_KEY);
        }
    }

    static KeyReading<AsymmetricKeyParameter> privateKey(String text) {
        Optional<Block> block = block(text);
        if (block.isEmpty()) {
            return new KeyReading.Refused<>(KeyReading.Why.NOT_PEM);
        }
        byte[] content = block.get().content();
        try {
            Optional<PrivateKeyInfo> info = switch (block.get().label()) {
                case "PRIVATE KEY" -> Optional.of(PrivateKeyInfo.getInstance(content));
                case "RSA PRIVATE KEY" -> Optional.of(new PrivateKeyInfo(rsa(), RSAPrivateKey.getInstance(content)));
                case "EC PRIVATE KEY" -> Optional.of(sec1(ECPrivateKey.getInstance(content)));
                default -> Optional.empty();
            };
            if (info.isEmpty()) {
                return new KeyReading.Refused<>(KeyReading.Why.NOT_PEM);
            }
            return named(info.get().getPrivateKeyAlgorithm())
                    ? new KeyReading.Usable<>(PrivateKeyFactory.createKey(info.get()))
                    : new KeyReading.Refused<>(KeyReading.Why.NOT_A_KEY);
        } catch (java.io.IOException | RuntimeException broken) {
            return new KeyReading.Refused<>(KeyReading.Why.NOT_A_KEY);
        }
    }

    private static AlgorithmIdentifier rsa() {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    }

    private static PrivateKeyInfo sec1(ECPrivateKey key) throws java.io.IOException {
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
    }

    private static boolean named(AlgorithmIdentifier algorithm) {
        return !algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                || algorithm.getParameters() instanceof ASN1ObjectIdentifier curve && CURVES.contains(curve);
    }

    private static Optional<Block> block(String text) {
        int begin = text.indexOf(BEGIN);
        if (begin < 0 || text.length() > LIMIT || text.indexOf(BEGIN, begin + 1) >= 0) {
            return Optional.empty();
        }
        int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
        if (labelEnd < 0) {
            return Optional.empty();
        }
        String label = text.substring(begin + BEGIN.length(), labelEnd);
        int end = text.indexOf(DASHES + "END " + label + DASHES, labelEnd);
        if (end < 0) {
            return Optional.empty();
        }
        String body = text.substring(labelEnd + DASHES.length(), end).replaceAll("\\s", "");
        try {
            return Optional.of(new Block(label, Base64.getDecoder().decode(body)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Whether a modulus has a size between what is broken and what costs too much. */
    static boolean fits(BigInteger modulus) {
        return modulus.bitLength() >= 2_048 && modulus.bitLength() <= 8_192;
    }
}
