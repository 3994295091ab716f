package io.cardport.simulators.frame;

import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Everything random in a simulator; predictable when its generator is. */
public final class Ids {

    private final RandomGenerator random;

    /**
     * Draws from a generator.
     *
     * @param random the source, used by one thread at a time
     */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Draws a version 4 UUID.
     *
     * @return lower-case text form
     */
    public synchronized String uuid() {
        long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /**
     * Draws decimal digits.
     *
     * @param count how many
     * @return that many digits; the first is not zero
     */
    public synchronized String digits(int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + (i == 0 ? 1 + random.nextInt(9) : random.nextInt(10))));
        }
        return text.toString();
    }

    /**
     * Draws hexadecimal digits.
     *
     * @param count how many, even
     * @return that many lower-case digits
     */
    public synchronized String hex(int count) {
        byte[] bytes = new byte[count / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
