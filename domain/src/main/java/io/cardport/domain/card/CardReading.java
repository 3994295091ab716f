package io.cardport.domain.card;

/** What an issuer's word about a card means; each adapter's table translates its issuer's words into these. */
public enum CardReading {
    /** The issuer is making the card. */
    PENDING,
    /** Made, awaits activation. */
    INACTIVE,
    /** Usable. */
    ACTIVE,
    /** Locked by one of us, reversible by us. */
    LOCKED,
    /** Locked by the issuer. */
    LOCKED_BY_PROVIDER,
    /** An irrevocable close has begun. */
    CLOSING,
    /** Closed for good. */
    CLOSED,
    /** Never issued. */
    FAILED,
    /** A word that the table does not list; changes nothing. */
    UNRECOGNISED
}
