package io.cardport.domain.store;

import io.cardport.domain.account.SigningKey;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Distributors' public keys, and which nonces were used with them. */
public interface SigningKeyStore {
    /** What became of claiming a nonce. */
    enum Claim {
        /** Never seen with this key. */
        FRESH,
        /** Seen before. */
        SEEN
    }

    /**
     * Finds a key, also one that may not be used any more.
     *
     * @param id which
     * @return the key
     */
    Optional<SigningKey> find(KeyId id);

    /**
     * Adds a key.
     *
     * @param key a new key
     */
    void insert(SigningKey key);

    /**
     * Lists a distributor's keys.
     *
     * @param distributor whose
     * @return all of them, oldest first
     */
    List<SigningKey> ofDistributor(DistributorId distributor);

    /**
     * Takes a key back.
     *
     * @param distributor whose
     * @param key which
     * @param now database time
     * @return the key, empty where there was none
     */
    Optional<SigningKey> revoke(DistributorId distributor, KeyId key, Instant now);

    /**
     * Claims a nonce: of two claims at once, on whatever nodes, one is fresh.
     *
     * @param key with which key
     * @param nonce the nonce
     * @param until when it may be forgotten, because no signature with it is taken any more
     * @param now database time
     * @return whether it was fresh
     */
    Claim claim(KeyId key, String nonce, Instant until, Instant now);
}
