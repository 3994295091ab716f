package io.cardport.http;

import java.time.Duration;

/**
 * Calls a minute of one issuer account. The application may lease slices of one budget to its nodes (soundness rule
 * 17); a single process uses {@link #perMinute}.
 */
@FunctionalInterface
public interface RateBudget {
    /** Whether the call may be made. */
    enum Grant {
        /** It may; the call is counted. */
        GRANTED,
        /** It may not; nothing is counted. */
        SPENT
    }

    /**
     * Takes one call, waiting for it where that is short.
     *
     * @param longestWait how long the caller is ready to wait; not positive means not at all
     * @return the grant
     * @throws InterruptedException when interrupted while waiting; the call stays counted
     */
    Grant take(Duration longestWait) throws InterruptedException;

    /**
     * No limit.
     *
     * @return a budget that grants always
     */
    static RateBudget unlimited() {
        return longestWait -> Grant.GRANTED;
    }

    /**
     * An even rate with bursts of up to a tenth of a minute's calls.
     *
     * @param calls calls a minute, at least 1
     * @return a budget of this process; thread-safe
     */
    static RateBudget perMinute(int calls) {
        return new EvenBudget(calls);
    }
}
