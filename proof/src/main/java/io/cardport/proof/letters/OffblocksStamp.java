package io.cardport.proof.letters;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * RFC 9421 with ecdsa-p384-sha384 over method, address, digest and type of the content (OffBlocks sheet 3.5); the signature
 * base is written by hand.
 *
 * @param key the issuer's
 * @param address where its letters go
 */
public record OffblocksStamp(KeyPair key, URI address) implements Stamp {
    private static final List<String> COVERED = List.of("@method", "@target-uri", "content-digest", "content-type");
    private static final String TYPE = "application/json";

    /**
     * A stamp with a new key.
     *
     * @param address where its letters go
     * @return the stamp
     */
    public static OffblocksStamp drawn(URI address) {
        return new OffblocksStamp(drawn(), address);
    }

    /**
     * A new P-384 key.
     *
     * @return never the same
     */
    public static KeyPair drawn() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has P-384", impossible);
        }
    }

    /**
     * A key as PEM.
     *
     * @param label such as PUBLIC KEY
     * @param encoded X.509 or PKCS#8
     * @return the text
     */
    public static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + label
                + "-----\n";
    }

    @Override
    public Letter seal(String type, byte[] content, Instant at) {
        return seal(COVERED, content, at);
    }

    /**
     * Seals less than is asked for.
     *
     * @param left what is not covered
     * @param content what is told
     * @param at when it is sent
     * @return a letter whose signature fits what it covers
     */
    public Letter without(String left, byte[] content, Instant at) {
        return seal(COVERED.stream().filter(name -> !name.equals(left)).toList(), content, at);
    }

    private Letter seal(List<String> covered, byte[] content, Instant at) {
        String digest = digest(content);
        String input =
                "(\"" + String.join("\" \"", covered) + "\");created=" + at.getEpochSecond() + ";keyid=\"issuer\"";
        StringBuilder base = new StringBuilder();
        for (String name : covered) {
            base.append('"')
                    .append(name)
                    .append("\": ")
                    .append(value(name, digest))
                    .append('\n');
        }
        base.append("\"@signature-params\": ").append(input);
        String signature = Base64.getEncoder().encodeToString(sign(base.toString()));
        Map<String, List<String>> headers = Map.of(
                "content-type", List.of(TYPE),
                "content-digest", List.of(digest),
                "signature-input", List.of("sig1=" + input),
                "signature", List.of("sig1=:" + signature + ":"));
        return new Letter(Optional.of(address), headers, content, at);
    }

    private String value(String name, String digest) {
        return switch (name) {
            case "@method" -> "POST";
            case "@target-uri" -> address.toString();
            case "content-digest" -> digest;
            default -> TYPE;
        };
    }

    /**
     * The digest header of some content.
     *
     * @param content the bytes
     * @return as RFC 9530 writes it
     */
    public static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private byte[] sign(String base) {
        try {
            Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
            signature.initSign(key.getPrivate());
            signature.update(base.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has ECDSA", impossible);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OffblocksStamp[" + address + "]";
    }
}
