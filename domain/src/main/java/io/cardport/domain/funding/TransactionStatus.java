package io.cardport.domain.funding;

/** How far a card transaction is. */
public enum TransactionStatus {
    /** Not decided. */
    PENDING,
    /** Approved, not settled. */
    AUTHORIZED,
    /** Settled. */
    SETTLED,
    /** Turned down. */
    DECLINED,
    /** Taken back. */
    REVERSED
}
