package io.cardport.testkit;

import io.cardport.domain.id.Id;
import io.cardport.domain.id.IdGenerator;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count up, so that a test's ids are the same at each run. Safe for use by many threads. */
public final class SequentialIds implements IdGenerator {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private final AtomicLong next;

    /** Counts from 1. */
    public SequentialIds() {
        this(1);
    }

    /**
     * Counts from a number; different ones keep the ids of two tests apart.
     *
     * @param first the first number, not negative
     */
    public SequentialIds(long first) {
        next = new AtomicLong(first);
    }

    @Override
    public String nextBody() {
        var body = new StringBuilder(Id.BODY_LENGTH);
        long rest = next.getAndIncrement();
        while (body.length() < Id.BODY_LENGTH) {
            body.append(DIGITS.charAt((int) (rest & 31)));
            rest >>>= 5;
        }
        return body.reverse().toString();
    }
}
