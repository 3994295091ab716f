package io.cardport.http;

/**
 * Signs or encrypts one attempt. It is called exactly once for each attempt, just before it is sent, so that nonce,
 * timestamp and token are fresh; an attempt that ends before this point never calls it.
 */
@FunctionalInterface
public interface Seal {
    /**
     * Makes the attempt.
     *
     * @param unsealed the request as the adapter means it
     * @return what is sent
     */
    SealedRequest seal(WireRequest unsealed);

    /**
     * Sends the request as it is.
     *
     * @return a seal that changes nothing
     */
    static Seal none() {
        return SealedRequest::of;
    }
}
