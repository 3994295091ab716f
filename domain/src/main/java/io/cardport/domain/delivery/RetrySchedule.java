package io.cardport.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a delivery is tried again: after about 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, then every 4 h, each a fifth more
 * or less so that those that failed together do not come back together, until it is too old. A pure function.
 *
 * @param maxAge how long a delivery is tried
 */
public record RetrySchedule(Duration maxAge) {
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    /** From so many failures in a row on, an endpoint fails as a whole. */
    private static final int AS_A_WHOLE = 2;

    private static final int MOST_AT_ONCE = 16;
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration LONGEST_WISH = Duration.ofHours(1);

    /** What follows a failed attempt. */
    public sealed interface Next {
        /**
         * Another attempt.
         *
         * @param at when, in database time
         */
        record Again(Instant at) implements Next {}

        /** None: it is a dead letter. */
        record Over() implements Next {}
    }

    /**
     * What follows a failed attempt. The last attempt is made when the delivery has just become too old.
     *
     * @param failures how many attempts failed, this one included
     * @param since from when its age counts, in database time
     * @param now database time
     * @param retryAfter how long the receiver wants to be left alone
     * @param spread 0 to 1, different each time
     * @return another attempt, or none
     */
    public Next after(int failures, Instant since, Instant now, Optional<Duration> retryAfter, double spread) {
        Instant end = since.plus(maxAge);
        if (!now.isBefore(end)) {
            return new Next.Over();
        }
        Duration step = spread(STEPS.get(Math.min(Math.max(failures, 1), STEPS.size()) - 1), spread);
        Instant own = now.plus(step);
        // Compared as durations first: what a receiver writes may be longer than time has room for.
        Instant wished = retryAfter
                .map(wish -> wish.compareTo(maxAge) > 0 ? end : now.plus(wish))
                .orElse(own);
        Instant later = wished.isAfter(own) ? wished : own;
        return new Next.Again(later.isAfter(end) ? end : later);
    }

    /**
     * How long an endpoint is left alone after a failed attempt, whatever waits for it: one that fails as a whole is asked
     * with single requests, and one that asks for a pause gets it, an hour at most.
     *
     * @param failing how many times in a row it failed, this time included
     * @param retryAfter how long it wants to be left alone
     * @param spread 0 to 1, different each time
     * @return the pause, may be zero
     */
    public Duration rest(int failing, Optional<Duration> retryAfter, double spread) {
        Duration own = failing < AS_A_WHOLE
                ? Duration.ZERO
                : spread(
                        shorter(LONGEST_REST, FIRST_REST.multipliedBy(1L << Math.min(failing - AS_A_WHOLE, 8))),
                        spread);
        Duration wished = shorter(LONGEST_WISH, retryAfter.orElse(Duration.ZERO));
        return own.compareTo(wished) > 0 ? own : wished;
    }

    /**
     * How many attempts an endpoint may have in flight.
     *
     * @param failing how many times in a row it failed
     * @return 16, or 1 where it fails as a whole
     */
    public static int atOnce(int failing) {
        return failing < AS_A_WHOLE ? MOST_AT_ONCE : 1;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration spread(Duration step, double spread) {
        return Duration.ofMillis(Math.round(step.toMillis() * (0.8 + 0.4 * spread)));
    }
}
