package io.cardport.app.persistence;

import io.cardport.domain.id.IdGenerator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Ids of 48 bits of time in milliseconds and 80 random bits, in lower-case Crockford base32. Within one millisecond, and
 * where time stands still or runs back, the next id is the last one plus a random step, so ids of one process always grow.
 */
final class TimeOrderedIds implements IdGenerator {
    private static final byte[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.ISO_8859_1);
    private static final int RANDOM_BITS = 80;
    private static final int LENGTH = 26;
    /** Steps of up to 2^32 leave guessing hopeless and room for 2^47 ids in one millisecond. */
    private static final long LARGEST_STEP = 1L << 32;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long lastMillis = -1;
    private BigInteger last = BigInteger.ZERO;

    TimeOrderedIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String nextBody() {
        long now = clock.millis();
        byte[] bits = new byte[RANDOM_BITS / 8];
        random.nextBytes(bits);
        BigInteger fresh = new BigInteger(1, bits);
        BigInteger next;
        synchronized (this) {
            if (now > lastMillis) {
                lastMillis = now;
                // A cleared top bit keeps the steps of this millisecond from running into the next.
                next = BigInteger.valueOf(now).shiftLeft(RANDOM_BITS).or(fresh.clearBit(RANDOM_BITS - 1));
            } else {
                next = last.add(BigInteger.valueOf(1 + (fresh.longValue() & (LARGEST_STEP - 1))));
            }
            last = next;
        }
        return text(next);
    }

    /** The body that no id made at that time or later comes before. */
    static String firstOf(Instant time) {
        return text(BigInteger.valueOf(time.toEpochMilli()).shiftLeft(RANDOM_BITS));
    }

    private static String text(BigInteger value) {
        long high = value.shiftRight(Long.SIZE).longValue();
        long low = value.longValue();
        byte[] text = new byte[LENGTH];
        for (int at = LENGTH - 1; at >= 0; at--) {
            text[at] = DIGITS[(int) low & 31];
            low = low >>> 5 | high << Long.SIZE - 5;
            high >>>= 5;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
