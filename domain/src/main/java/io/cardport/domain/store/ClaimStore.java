package io.cardport.domain.store;

import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import java.util.Optional;

/** Idempotency keys, kept 400 days. */
public interface ClaimStore {
    /**
     * A key and whose it is.
     *
     * @param caller whose
     * @param key which
     */
    record Key(Actor caller, String key) {}

    /**
     * Claims a key, waiting for another transaction that is claiming it.
     *
     * @param claim the claim, without an answer
     * @return empty when it is ours now, otherwise the claim that holds the key
     */
    Optional<Claim> claim(Claim claim);

    /**
     * Finds the claim of a key.
     *
     * @param caller whose key
     * @param key which
     * @return the claim
     */
    Optional<Claim> find(Actor caller, String key);

    /**
     * Stores the answer of a claim, unless it has one.
     *
     * @param caller whose key
     * @param key which
     * @param answer the answer
     * @return the answer that holds: the given one, or the one that was there
     */
    StoredAnswer answer(Actor caller, String key, StoredAnswer answer);

    /**
     * Takes a claim back, unless it has an answer; only when certainly nothing was sent.
     *
     * @param caller whose key
     * @param key which
     * @return the answer that was there, which stays; empty when the key is free
     */
    Optional<StoredAnswer> release(Actor caller, String key);
}
