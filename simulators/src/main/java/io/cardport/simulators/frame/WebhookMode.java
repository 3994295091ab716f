package io.cardport.simulators.frame;

/** Ways in which an issuer's webhooks can go wrong. */
public enum WebhookMode {
    /** Sent twice, byte for byte but for the time and signature. */
    DUPLICATE,
    /** Collected, then sent in reverse order once all of them are there. */
    REORDER,
    /** Sent with a signature of a wrong secret. */
    FORGE,
    /** Sent with a true signature of a time ten minutes ago. */
    STALE,
    /** Never sent. */
    DROP,
    /** Truly signed, over a digest of other bytes; a forged signature where none covers a digest. */
    WRONG_DIGEST,
    /** Truly signed, but not over the body's digest; a forged signature where none covers a digest. */
    MISSING_COMPONENT
}
