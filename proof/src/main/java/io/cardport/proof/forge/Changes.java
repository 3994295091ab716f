package io.cardport.proof.forge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Ways to forge that several schemes share. */
final class Changes {
    private Changes() {}

    /** Changes of a body that is signed as it is. */
    static List<Change> ofBody() {
        return List.of(
                new Change("a bit of the body", (letter, random) -> letter.with(bit(letter.body(), random))),
                new Change("the body cut", (letter, random) -> letter.with(cut(letter.body(), random))),
                new Change("the body longer", (letter, random) -> letter.with(longer(letter.body(), random))));
    }

    /** Changes of headers that all must be there once. */
    static List<Change> ofHeaders(String... names) {
        return List.of(
                new Change("a header missing", (letter, random) -> letter.with(one(names, random), List.of())),
                new Change("a header twice", (letter, random) -> {
                    String name = one(names, random);
                    return letter.and(name, letter.header(name));
                }),
                new Change("a header twice, once wrong", (letter, random) -> {
                    String name = one(names, random);
                    String value = letter.header(name);
                    String wrong = value.substring(0, random.nextInt(value.length()));
                    return random.nextBoolean() ? letter.and(name, wrong) : letter.with(name, List.of(wrong, value));
                }));
    }

    /** Changes of a signature that stands in a header, made on its bytes and not on their spelling. */
    static List<Change> ofSignature(String header, Function<String, byte[]> decoder, Function<byte[], String> encoder) {
        return Stream.of(
                        new Named("a bit of the signature", Changes::bit),
                        new Named("the signature cut", Changes::cut),
                        new Named("the signature longer", Changes::longer),
                        new Named("any signature", (bytes, random) -> any(bytes.length, random)),
                        new Named("a signature of zeros", (bytes, random) -> new byte[bytes.length]))
                .map(bent -> new Change(bent.name(), (letter, random) -> {
                    byte[] changed = bent.how().change(decoder.apply(letter.header(header)), random);
                    return letter.with(header, List.of(encoder.apply(changed)));
                }))
                .toList();
    }

    /** Something done to bytes. */
    @FunctionalInterface
    interface Bending {
        byte[] change(byte[] bytes, RandomGenerator random);
    }

    private record Named(String name, Bending how) {}

    static Change ofHeader(String name, String header, UnaryOperator<String> how) {
        return new Change(name, (letter, random) -> letter.with(header, List.of(how.apply(letter.header(header)))));
    }

    static byte[] bit(byte[] bytes, RandomGenerator random) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    static byte[] cut(byte[] bytes, RandomGenerator random) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    static byte[] longer(byte[] bytes, RandomGenerator random) {
        byte[] more = any(1 + random.nextInt(32), random);
        byte[] changed = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, changed, bytes.length, more.length);
        return changed;
    }

    static byte[] any(int length, RandomGenerator random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static String one(String[] names, RandomGenerator random) {
        return names[random.nextInt(names.length)];
    }

    /** Up to a day, and at least so much, before or after. */
    static long seconds(long least, RandomGenerator random) {
        long away = least + random.nextInt(86_400);
        return random.nextBoolean() ? away : -away;
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
