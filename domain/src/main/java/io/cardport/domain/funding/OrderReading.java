package io.cardport.domain.funding;

/** What an issuer's word about an order (a top-up, withdrawal or card change) means. */
public enum OrderReading {
    /** Not decided. */
    PENDING,
    /** Done. */
    SUCCEEDED,
    /** Not done, and never will be. */
    FAILED,
    /** A word that the table does not list; changes nothing. */
    UNRECOGNISED
}
