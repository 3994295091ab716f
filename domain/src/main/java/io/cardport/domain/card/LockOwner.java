package io.cardport.domain.card;

/** Who holds a lock, the strongest last. */
public enum LockOwner {
    /** The distributor whose card it is. */
    DISTRIBUTOR,
    /** An admin of ours. */
    ADMIN,
    /** The issuer. */
    PROVIDER
}
