package io.cardport.http;

import java.time.Duration;

/**
 * When a circuit opens and how long it stays so.
 *
 * @param window how many of the last calls are looked at
 * @param leastCalls how many there must be before it can open
 * @param failuresPercent the share of failures that opens it
 * @param firstPause from opening to the first call that is let through to try
 * @param longestPause the pause doubles with each try that fails, up to this
 */
public record CircuitRules(
        int window, int leastCalls, int failuresPercent, Duration firstPause, Duration longestPause) {
    /**
     * The last 10 calls, at least 5; 70 percent of failures, so that a token which others renew all the time, where every
     * other answer is 401, opens nothing; tries after 5 s, later every 30 s.
     */
    public static final CircuitRules USUAL = new CircuitRules(10, 5, 70, Duration.ofSeconds(5), Duration.ofSeconds(30));

    /**
     * Checks the values.
     *
     * @param window see the type
     * @param leastCalls see the type
     * @param failuresPercent see the type
     * @param firstPause see the type
     * @param longestPause see the type
     * @throws IllegalArgumentException when a circuit could never open or never close
     */
    public CircuitRules {
        if (window < 1 || leastCalls < 1 || leastCalls > window || failuresPercent < 1 || failuresPercent > 100) {
            throw new IllegalArgumentException("a circuit looks at some calls and opens at 1 to 100 percent");
        }
        if (firstPause.toMillis() < 10 || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("a circuit pauses for at least 10 ms, and first the shortest");
        }
    }
}
