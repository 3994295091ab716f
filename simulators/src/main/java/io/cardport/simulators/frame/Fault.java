package io.cardport.simulators.frame;

/** Ways in which an issuer can misbehave on one request. */
public enum Fault {
    /** Admits the request (its idempotency key is taken), waits, then does and answers it. */
    DELAY,
    /** Does it at once, waits, then answers. */
    DELAY_AFTER,
    /** Cuts the connection; nothing was done. */
    DROP_BEFORE,
    /** Does it, then cuts the connection without a byte of answer. */
    DROP_AFTER,
    /** Does it, then cuts the connection in the middle of the answer's body. */
    CUT,
    /** Does it, then answers something that is not JSON. */
    MALFORMED,
    /** Does it, then answers with a status word that nobody knows. */
    UNKNOWN_WORD,
    /** Answers 429 with Retry-After; nothing was done. */
    RATE_LIMITED,
    /** Answers 500; nothing was done. */
    SERVER_ERROR,
    /** Does it, then answers 500 all the same. */
    SERVER_ERROR_AFTER,
    /** Answers 401; nothing was done. */
    UNAUTHORIZED,
    /** Kills the live token and answers 401 in the words for it; nothing was done. */
    TOKEN_EXPIRED
}
