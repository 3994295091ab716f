package io.cardport.signatures;

import java.time.Instant;

/** Port: remembers nonces. A claim is atomic and lasting: of two at the same time one is {@link Claim#SEEN}. */
@FunctionalInterface
public interface NonceStore {
    /** What became of a claim. */
    enum Claim {
        /** Never seen with this key: it is now. */
        FRESH,
        /** Seen before. */
        SEEN
    }

    /**
     * Claims a nonce. Asked only for a signature that is right in everything else.
     *
     * @param keyId the key
     * @param nonce the value, unique for this key
     * @param until when it may be forgotten, because the signature will be too old by then
     * @return whether it was fresh
     */
    Claim claim(String keyId, String nonce, Instant until);
}
