package io.cardport.domain.store;

import io.cardport.domain.operation.Operation;

/** The stores as one transaction sees them. Rows are locked in the order cardholder, applicant, card, movement, operation. */
public interface Stores {
    /** Makes the transaction end without any effect, once the work returns. */
    void undo();

    /**
     * Distributors and their credentials.
     *
     * @return the store
     */
    DistributorStore distributors();

    /**
     * Distributors' public keys.
     *
     * @return the store
     */
    SigningKeyStore signingKeys();

    /**
     * Admins.
     *
     * @return the store
     */
    AdminStore admins();

    /**
     * Cardholders.
     *
     * @return the store
     */
    CardholderStore cardholders();

    /**
     * Applicants.
     *
     * @return the store
     */
    ApplicantStore applicants();

    /**
     * Products.
     *
     * @return the store
     */
    ProductStore products();

    /**
     * Cards.
     *
     * @return the store
     */
    CardStore cards();

    /**
     * Top-ups and withdrawals.
     *
     * @return the store
     */
    MovementStore movements();

    /**
     * Card transactions.
     *
     * @return the store
     */
    TransactionStore transactions();

    /**
     * Locks the card and the movement of an operation and the operation itself, in the order that all transactions keep, so
     * that asking for their locks afterwards waits for nothing. Changes nothing but the time that it takes.
     *
     * @param operation what is about to be decided on; its cardholder is locked already
     */
    default void lockAhead(Operation operation) {}

    /**
     * Operations.
     *
     * @return the store
     */
    OperationStore operations();

    /**
     * Idempotency keys.
     *
     * @return the store
     */
    ClaimStore claims();

    /**
     * Issuers' ids.
     *
     * @return the store
     */
    ReferenceStore references();

    /**
     * Verified deliveries.
     *
     * @return the store
     */
    InboxStore inbox();

    /**
     * Events.
     *
     * @return the store
     */
    Outbox outbox();

    /**
     * The audit trail.
     *
     * @return the store
     */
    AuditTrail audit();

    /**
     * The ledger.
     *
     * @return the store
     */
    Ledger ledger();
}
