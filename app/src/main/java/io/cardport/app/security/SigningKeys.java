package io.cardport.app.security;

import io.cardport.domain.account.SigningKey;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.signatures.Algorithm;
import io.cardport.signatures.KeyReading;
import io.cardport.signatures.VerificationKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Distributors' public keys, prepared. Found ones are remembered for some seconds, so that a revocation acts within five
 * on all nodes; unknown ids are not remembered, so the memory is bounded by the keys that exist.
 */
@Singleton
public final class SigningKeys {
    /** What a distributor may sign with: no secret that this house would have to keep too. */
    public static final Set<Algorithm> ALGORITHMS = Set.copyOf(EnumSet.of(
            Algorithm.ED25519, Algorithm.ECDSA_P256_SHA256, Algorithm.ECDSA_P384_SHA384, Algorithm.RSA_PSS_SHA512));

    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    /**
     * A key that may be used now.
     *
     * @param prepared checks with it
     * @param registered whose it is
     */
    record Known(VerificationKey prepared, SigningKey registered) {}

    private record Remembered(Known known, Instant until) {}

    private final UnitOfWork work;
    private final InstantSource clock;
    private final ConcurrentMap<KeyId, Remembered> memory = new ConcurrentHashMap<>();

    SigningKeys(UnitOfWork work, InstantSource clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * Reads a key that is to be registered.
     *
     * @param algorithm its name of RFC 9421 section 6.2.2
     * @param pem the key
     * @return the key, or why it is none
     */
    public static KeyReading<VerificationKey> read(Algorithm algorithm, String pem) {
        return VerificationKey.read("", algorithm, pem);
    }

    /** Finds a key that may be used now. */
    Optional<Known> find(String keyId) {
        Instant now = clock.instant();
        return KeyId.parse(keyId)
                .flatMap(id -> find(id, now))
                .filter(known -> known.registered().validity().covers(now));
    }

    private Optional<Known> find(KeyId id, Instant now) {
        Optional<Remembered> remembered = Optional.ofNullable(memory.get(id));
        if (remembered.filter(key -> key.until().isAfter(now)).isPresent()) {
            return remembered.map(Remembered::known);
        }
        Optional<Known> found = work.read(stores -> stores.signingKeys().find(id))
                // Preparing a key costs more than a check: it is done once.
                .flatMap(key -> remembered
                        .map(Remembered::known)
                        .map(before -> Optional.of(new Known(before.prepared(), key)))
                        .orElseGet(() -> prepared(key)));
        found.ifPresentOrElse(
                known -> memory.put(id, new Remembered(known, now.plus(REMEMBERED))), () -> memory.remove(id));
        return found;
    }

    private static Optional<Known> prepared(SigningKey key) {
        return Algorithm.named(key.algorithm()).flatMap(algorithm -> switch (VerificationKey.read(
                key.id().value(), algorithm, key.publicKey())) {
            case KeyReading.Usable<VerificationKey>(VerificationKey usable) -> Optional.of(new Known(usable, key));
            case KeyReading.Refused<VerificationKey> refused -> Optional.empty();
        });
    }
}
