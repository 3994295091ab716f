package io.cardport.app.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the uses of each wrong token from each address in the last minute (soundness 28). Only wrong ones are slowed
 * down: a valid token is never stopped by what others do from the same address.
 */
final class FailedAttempts {
    private static final int ALLOWED = 30;
    private static final int REMEMBERED = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private record Count(Instant since, int failures) {}

    private final Map<String, Count> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What a failure is answered with. */
    enum Verdict {
        /** As any wrong credential. */
        REFUSE,
        /** Too many of them. */
        SLOW_DOWN
    }

    synchronized Verdict failed(String tokenAndAddress, Instant now) {
        Count before = counts.getOrDefault(tokenAndAddress, new Count(now, 0));
        Count after = before.since().plus(WINDOW).isBefore(now)
                ? new Count(now, 1)
                : new Count(before.since(), before.failures() + 1);
        counts.put(tokenAndAddress, after);
        return after.failures() > ALLOWED ? Verdict.SLOW_DOWN : Verdict.REFUSE;
    }
}
