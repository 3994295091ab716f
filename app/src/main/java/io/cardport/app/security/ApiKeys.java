package io.cardport.app.security;

import io.cardport.domain.account.ApiKey;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.store.UnitOfWork;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Checks pairs of credentials. Found pairs are remembered for some seconds, so that a revocation acts within five on all
 * nodes; pairs that are not found are not remembered, so the memory is bounded by the pairs that exist.
 */
@Singleton
public final class ApiKeys {
    private static final Duration REMEMBERED = Duration.ofSeconds(3);
    /** Compared with where there is no pair, so that an unknown key takes as long as a wrong one. */
    private static final String NOBODY = "0".repeat(64);

    /** A distributor's pair, and whether the distributor may come without a signature. */
    private record Pair(ApiKey key, boolean suffices) {}

    private record Remembered(Pair pair, Instant until) {}

    private final UnitOfWork work;
    private final CredentialHashes hashes;
    private final InstantSource clock;
    private final ConcurrentMap<String, Remembered> memory = new ConcurrentHashMap<>();

    /**
     * Takes what it works with.
     *
     * @param work transactions
     * @param hashes how credentials are kept
     * @param clock database time
     */
    public ApiKeys(UnitOfWork work, CredentialHashes hashes, InstantSource clock) {
        this.work = work;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * Checks a pair.
     *
     * @param apiKey {@code X-Api-Key} as sent, may be empty
     * @param accessKey {@code X-Access-Key} as sent, may be empty
     * @return whose pair it is; empty whatever is wrong with it, also where its distributor must sign
     */
    public Optional<Caller> check(String apiKey, String accessKey) {
        String apiKeyHash = hashes.apiKey(apiKey);
        Optional<Pair> pair = find(apiKeyHash);
        String expected = pair.map(found -> found.key().accessKeyHash()).orElse(NOBODY);
        boolean matches = MessageDigest.isEqual(bytes(expected), bytes(hashes.accessKey(accessKey)));
        return pair.filter(found -> matches && found.suffices())
                .map(found -> new Caller(found.key().distributor()));
    }

    private Optional<Pair> find(String apiKeyHash) {
        Instant now = clock.instant();
        Optional<Remembered> known = Optional.ofNullable(memory.get(apiKeyHash));
        if (known.filter(kept -> kept.until().isAfter(now) && valid(kept.pair().key(), now))
                .isPresent()) {
            return known.map(Remembered::pair);
        }
        Optional<Pair> found = work.read(stores -> stores.distributors()
                .keyOf(apiKeyHash, now)
                .map(key -> new Pair(
                        key,
                        stores.distributors()
                                .find(key.distributor())
                                .filter(Distributor::signatureRequired)
                                .isEmpty())));
        found.ifPresentOrElse(
                pair -> memory.put(apiKeyHash, new Remembered(pair, now.plus(REMEMBERED))),
                () -> memory.remove(apiKeyHash));
        return found;
    }

    private static boolean valid(ApiKey key, Instant now) {
        return key.expiresAt().filter(end -> !end.isAfter(now)).isEmpty();
    }

    private static byte[] bytes(String hex) {
        return hex.getBytes(StandardCharsets.US_ASCII);
    }
}
