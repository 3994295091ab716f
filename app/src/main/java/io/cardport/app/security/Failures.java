package io.cardport.app.security;

import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed credentials per key and address. Whoever fails too often is told to wait; a valid pair is never counted and
 * never stopped. The memory is bounded: the pairs of key and address that failed longest ago are forgotten first.
 */
@Singleton
final class Failures {
    private static final int KEPT = 10_000;
    private static final int A_MINUTE = 60;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > KEPT;
        }
    };

    /** What a failed attempt is answered. */
    enum Verdict {
        /** That it failed. */
        REFUSE,
        /** That there were too many. */
        WAIT
    }

    /** Counts a failure. */
    Verdict count(String apiKeyHash, String address) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(
                    apiKeyHash + " " + address,
                    ignored -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(A_MINUTE).refillGreedy(A_MINUTE, Duration.ofMinutes(1)))
                            .build());
        }
        return bucket.tryConsume(1) ? Verdict.REFUSE : Verdict.WAIT;
    }
}
