package io.cardport.testkit;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Runs a check on many random values. A failure names the seed of its one value, and {@link #again} repeats just that.
 *
 * @param seed of the first value; each further one adds 1
 * @param count how many values
 */
public record Trials(long seed, int count) {
    /**
     * Trials with seeds that are the same at each run.
     *
     * @param count how many values
     * @return the trials
     */
    public static Trials of(int count) {
        return new Trials(20_261_120L, count);
    }

    /**
     * One trial, to repeat a failure.
     *
     * @param seed the seed that a failure named
     * @return the trial
     */
    public static Trials again(long seed) {
        return new Trials(seed, 1);
    }

    /**
     * Checks every value.
     *
     * @param maker makes a value from randomness
     * @param check throws where the value breaks the property
     * @param <T> what is checked
     * @throws AssertionError at the first value that fails, with its seed
     */
    public <T> void forAll(Function<RandomGenerator, T> maker, Consumer<T> check) {
        for (int trial = 0; trial < count; trial++) {
            long own = seed + trial;
            try {
                check.accept(maker.apply(new SplittableRandom(own)));
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("with seed " + own + ": " + broken, broken);
            }
        }
    }

    /**
     * Checks every array of random bytes; every fourth is a text with some characters changed, so that a parser is reached
     * deeper than by noise.
     *
     * @param sample a text that the parser takes
     * @param check throws where the bytes break the property
     */
    public void forAllBytes(String sample, Consumer<byte[]> check) {
        forAll(random -> random.nextInt(4) == 0 ? noise(random) : bent(sample, random), check);
    }

    private static byte[] noise(RandomGenerator random) {
        var bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bent(String sample, RandomGenerator random) {
        var text = new StringBuilder(sample);
        for (int change = random.nextInt(1, 6); change > 0 && !text.isEmpty(); change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "{}[]\",:0-9e.\\u\u0000\uFFFF".charAt(random.nextInt(16)));
                case 2 -> text.setLength(at);
                default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
