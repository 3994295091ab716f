package io.cardport.domain.card;

/** Who holds a lock, the strongest last. */
public enum LockOwner {
    /** The distributor whose card it is. */
    DISTRIBUTOR,
    /** An admin of ours. */
    ADMIN,
    /** A freeze that an admin set; shown as {@link #ADMIN}. Apart from it, so that lifting a freeze lifts nothing else. */
    FREEZE,
    /** The issuer. */
    PROVIDER;

    /**
     * The word of the API.
     *
     * @return the owner that callers are told
     */
    public LockOwner shown() {
        return this == FREEZE ? ADMIN : this;
    }
}
