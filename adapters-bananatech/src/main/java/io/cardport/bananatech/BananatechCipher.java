package io.cardport.bananatech;

import io.cardport.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The construction of requests, answers and webhooks (section 2.3): base64(IV, AES-CBC with PKCS#7), and the lower-case hex
 * HMAC-SHA256 of that base64 text, both with one secret. The MAC is verified first, in constant time. What fails after it,
 * which only a holder of the secret can bring about, ends the same way and costs the same work as a wrong MAC.
 */
final class BananatechCipher {
    private static final int BLOCK = 16;
    private static final int SHORTEST = 2 * BLOCK;

    private final SecretKeySpec encryption;
    private final SecretKeySpec authentication;
    private final SecureRandom random;

    private BananatechCipher(byte[] key, SecureRandom random) {
        this.encryption = new SecretKeySpec(key, "AES");
        this.authentication = new SecretKeySpec(key, "HmacSHA256");
        this.random = random;
    }

    /** A payload with its MAC, as they stand in bodies and headers. */
    record Sealed(String payload, String mac) {
        @Override
        public String toString() {
            return "Sealed[" + payload.length() + " characters]";
        }
    }

    /** What became of opening a payload; there is one way to fail. */
    sealed interface Opened {
        record Genuine(byte[] content) implements Opened {
            @Override
            public String toString() {
                return "Genuine[" + content.length + " bytes]";
            }
        }

        record Forged() implements Opened {}
    }

    /** How the secret is written in the configuration; the sheet does not say how the issuer hands it out. */
    enum Encoding {
        UTF8,
        HEX,
        BASE64
    }

    /** A cipher, or empty where the secret is no key of 16, 24 or 32 bytes in that encoding. */
    static Optional<BananatechCipher> of(Secret secret, Encoding encoding, SecureRandom random) {
        Optional<byte[]> key = secret.reveal(text -> key(text, encoding));
        return key.filter(bytes -> bytes.length == 16 || bytes.length == 24 || bytes.length == 32)
                .map(bytes -> {
                    try {
                        return new BananatechCipher(bytes, random);
                    } finally {
                        Arrays.fill(bytes, (byte) 0);
                    }
                });
    }

    private static Optional<byte[]> key(char[] text, Encoding encoding) {
        try {
            return Optional.of(
                    switch (encoding) {
                        case UTF8 -> new String(text).getBytes(StandardCharsets.UTF_8);
                        case HEX -> HexFormat.of().parseHex(new String(text));
                        case BASE64 -> Base64.getDecoder().decode(new String(text));
                    });
        } catch (IllegalArgumentException notInThatEncoding) {
            return Optional.empty();
        }
    }

    /** Encrypts with a fresh IV. */
    Sealed seal(byte[] content) {
        var iv = new byte[BLOCK];
        random.nextBytes(iv);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, encryption, new IvParameterSpec(iv));
            byte[] both = Arrays.copyOf(iv, BLOCK + cipher.getOutputSize(content.length));
            cipher.doFinal(content, 0, content.length, both, BLOCK);
            String payload = Base64.getEncoder().encodeToString(both);
            return new Sealed(payload, HexFormat.of().formatHex(mac(payload)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-CBC and the key's length was checked", impossible);
        }
    }

    /** Verifies, then decrypts. Without a fitting MAC a block of zeros of the same size is decrypted in its place. */
    Opened open(String payload, String mac) {
        String expected = HexFormat.of().formatHex(mac(payload));
        boolean genuine =
                MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), mac.getBytes(StandardCharsets.UTF_8));
        byte[] decoded = decoded(payload);
        boolean whole = decoded.length >= SHORTEST && decoded.length % BLOCK == 0;
        byte[] work = genuine && whole ? decoded : zerosLike(payload);
        byte[] padded = decrypted(work);
        int padding = padding(padded);
        try {
            return genuine && whole && padding > 0
                    ? new Opened.Genuine(Arrays.copyOf(padded, padded.length - padding))
                    : new Opened.Forged();
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }

    private static byte[] decoded(String payload) {
        try {
            return Base64.getDecoder().decode(payload);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    private static byte[] zerosLike(String payload) {
        int blocks = payload.length() / 4 * 3 / BLOCK;
        return new byte[Math.max(SHORTEST, blocks * BLOCK)];
    }

    private byte[] decrypted(byte[] work) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, encryption, new IvParameterSpec(work, 0, BLOCK));
            return cipher.doFinal(work, BLOCK, work.length - BLOCK);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-CBC and the text is whole blocks", impossible);
        }
    }

    /** How many bytes of padding there are, or 0 where they are wrong; looks at the whole last block either way. */
    private static int padding(byte[] padded) {
        int last = padded.length - 1;
        int count = padded[last] & 0xFF;
        int wrong = (count - 1) >> 31 | (BLOCK - count) >> 31;
        for (int i = 0; i < BLOCK; i++) {
            int within = (i - count) >> 31;
            wrong |= within & ((padded[last - i] & 0xFF) ^ count);
        }
        return wrong == 0 ? count : 0;
    }

    private byte[] mac(String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(authentication);
            return mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "BananatechCipher";
    }
}
