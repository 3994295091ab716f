package io.cardport.domain.funding;

/** Kinds of card transaction. */
public enum TransactionType {
    /** A purchase. */
    PURCHASE,
    /** Cash from a machine. */
    ATM_WITHDRAWAL,
    /** Money back from a merchant. */
    REFUND,
    /** A fee of the issuer's. */
    FEE,
    /** Money put on the card. */
    TOP_UP,
    /** Money taken off the card. */
    WITHDRAWAL,
    /** A correction by the issuer. */
    CORRECTION,
    /** Anything else. */
    OTHER
}
