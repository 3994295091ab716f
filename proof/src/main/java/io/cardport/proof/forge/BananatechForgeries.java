package io.cardport.proof.forge;

import static io.cardport.proof.forge.Signed.NOW;

import io.cardport.proof.letters.BananatechStamp;
import io.cardport.proof.letters.Letter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ways to forge where payload and proof stand in the body. */
record BananatechForgeries(BananatechStamp stamp, BananatechStamp another) {
    static final String TYPE = "CARD_STATUS_CHANGE";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** What stands in a letter. */
    private record Parts(String payload, String mac) {
        static Parts of(Letter letter) {
            String[] texts = Changes.text(letter.body()).split("\"", -1);
            return new Parts(texts[3], texts[11]);
        }

        Letter in(Letter letter) {
            return letter.with(BananatechStamp.envelope(TYPE, payload, mac));
        }
    }

    @FunctionalInterface
    private interface Bent {
        Parts of(Parts genuine, RandomGenerator random);
    }

    List<Change> changes() {
        return List.of(
                change("a bit of the ciphertext", (parts, random) -> bytes(parts, Changes.bit(decoded(parts), random))),
                change("the ciphertext cut", (parts, random) -> bytes(parts, Changes.cut(decoded(parts), random))),
                change(
                        "a block less",
                        (parts, random) -> bytes(parts, Arrays.copyOf(decoded(parts), decoded(parts).length - 16))),
                change(
                        "the ciphertext longer",
                        (parts, random) -> bytes(parts, Changes.longer(decoded(parts), random))),
                change("a letter of the payload's text", BananatechForgeries::lettered),
                change("a bit of the proof", (parts, random) -> proof(parts, Changes.bit(proof(parts), random))),
                change("the proof cut", (parts, random) -> proof(parts, Changes.cut(proof(parts), random))),
                change("the proof longer", (parts, random) -> proof(parts, Changes.longer(proof(parts), random))),
                change("any proof", (parts, random) -> proof(parts, Changes.any(32, random))),
                change(
                        "another secret's proof",
                        (parts, random) -> new Parts(parts.payload(), another.mac(parts.payload()))),
                new Change("another secret", (letter, random) -> another.seal(TYPE, letter.body(), NOW)),
                new Change("the body cut", (letter, random) -> letter.with(Changes.cut(letter.body(), random))),
                new Change("a field twice", this::twice),
                new Change("a field missing", this::missing));
    }

    private static Change change(String name, Bent bent) {
        return new Change(
                name, (letter, random) -> bent.of(Parts.of(letter), random).in(letter));
    }

    private static byte[] decoded(Parts parts) {
        return Base64.getDecoder().decode(parts.payload());
    }

    private static Parts bytes(Parts parts, byte[] ciphertext) {
        return new Parts(Base64.getEncoder().encodeToString(ciphertext), parts.mac());
    }

    private static byte[] proof(Parts parts) {
        return HexFormat.of().parseHex(parts.mac());
    }

    private static Parts proof(Parts parts, byte[] mac) {
        return new Parts(parts.payload(), HexFormat.of().formatHex(mac));
    }

    private static Parts lettered(Parts parts, RandomGenerator random) {
        char[] text = parts.payload().toCharArray();
        int place = random.nextInt(text.length);
        char was = text[place];
        while (text[place] == was) {
            text[place] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return new Parts(new String(text), parts.mac());
    }

    private Letter twice(Letter letter, RandomGenerator random) {
        Parts parts = Parts.of(letter);
        String other = another.payload(letter.body());
        String first = random.nextBoolean() ? "" : "\"hmac\":\"" + another.mac(other) + "\",";
        String body = "{" + first + "\"encrypted_payload\":\"" + other + "\","
                + Changes.text(BananatechStamp.envelope(TYPE, parts.payload(), parts.mac()))
                        .substring(1);
        return letter.with(body.getBytes(StandardCharsets.UTF_8));
    }

    private Letter missing(Letter letter, RandomGenerator random) {
        String name = List.of("encrypted_payload", "hmac", "type").get(random.nextInt(3));
        String body = Changes.text(letter.body()).replace("\"" + name + "\"", "\"x\"");
        return letter.with(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "BananatechForgeries";
    }
}
