package io.cardport.app.security;

import io.cardport.domain.id.DistributorId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many requests a distributor may make on this node: a bucket that fills steadily (draft-ietf-httpapi-ratelimit-headers). */
@Singleton
final class RequestRates {
    static final int A_MINUTE = 12_000;
    static final String POLICY = "\"default\";q=" + A_MINUTE + ";w=60";

    private final ConcurrentMap<DistributorId, Bucket> buckets = new ConcurrentHashMap<>();

    /** Whether a request may pass. */
    sealed interface Verdict {
        /** The value of the header {@code RateLimit}. */
        String header();

        /** It may. */
        record Pass(String header) implements Verdict {}

        /** It may not before {@code retryAfter}. */
        record Wait(String header, Duration retryAfter) implements Verdict {}
    }

    Verdict count(DistributorId distributor) {
        Bucket bucket = buckets.computeIfAbsent(
                distributor,
                ignored -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(A_MINUTE).refillGreedy(A_MINUTE, Duration.ofMinutes(1)))
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        long seconds =
                Math.max(1, Duration.ofNanos(probe.getNanosToWaitForReset()).toSeconds());
        String header = "\"default\";r=" + probe.getRemainingTokens() + ";t=" + seconds;
        return probe.isConsumed()
                ? new Verdict.Pass(header)
                : new Verdict.Wait(header, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
