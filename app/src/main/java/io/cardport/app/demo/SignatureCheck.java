package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a delivery as its receiver does, by what {@code docs/api.md} says and with nothing of the gateway's own code: the
 * endpoint's secret for {@code v1}, the published keys for {@code v1a}.
 */
final class SignatureCheck {
    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] KEY_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] secret;
    private final List<PublicKey> keys = new ArrayList<>();

    /**
     * Prepares it.
     *
     * @param secret as the endpoint showed it once, {@code whsec_} and base64
     * @param keySet what {@code /.well-known/jwks.json} says
     */
    SignatureCheck(String secret, JsonNode keySet) {
        this.secret = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        for (JsonNode key : keySet.path("keys")) {
            byte[] point = Base64.getUrlDecoder().decode(key.path("x").asText());
            byte[] encoded = Arrays.copyOf(KEY_HEAD, KEY_HEAD.length + point.length);
            System.arraycopy(point, 0, encoded, KEY_HEAD.length, point.length);
            try {
                keys.add(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            } catch (GeneralSecurityException unreadable) {
                throw new StepFailed("The key set holds a key that can't be read", key);
            }
        }
    }

    /** A delivery as it came. */
    record Delivery(String id, String timestamp, String signatures, byte[] body) {
        private byte[] content() {
            byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
            byte[] content = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, content, head.length, body.length);
            return content;
        }

        private Stream<byte[]> of(String version) {
            return Arrays.stream(signatures.split(" ", -1))
                    .filter(entry -> entry.startsWith(version + ","))
                    .map(entry -> Base64.getDecoder().decode(entry.substring(version.length() + 1)));
        }
    }

    /** Which of the two signatures are right. */
    List<String> right(Delivery delivery) {
        List<String> right = new ArrayList<>();
        try {
            byte[] content = delivery.content();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] expected = mac.doFinal(content);
            if (delivery.of("v1").anyMatch(one -> MessageDigest.isEqual(one, expected))) {
                right.add("v1");
            }
            if (delivery.of("v1a").anyMatch(one -> keys.stream().anyMatch(key -> verifies(key, content, one)))) {
                right.add("v1a");
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        } catch (IllegalArgumentException notBase64) {
            return right;
        }
        return right;
    }

    private static boolean verifies(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(content);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }
}
