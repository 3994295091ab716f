package io.cardport.domain.store;

import io.cardport.domain.card.Card;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.operation.Operation;
import java.util.List;
import java.util.Optional;

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
     * Locks the same, then ids of the issuer, then the claim of a key: everything that recording an answer takes hold of.
     *
     * @param operation what is about to be decided on; its cardholder is locked already
     * @param references ids that are about to be bound, in the order in which they are taken
     * @param claim the key whose answer is about to be stored
     */
    default void lockAhead(
            Operation operation, List<ReferenceStore.Reference> references, Optional<ClaimStore.Key> claim) {}

    /**
     * Claims a key and reads what issuing a card is decided from (the cardholder, its approvals and, under their lock, the
     * standing freezes), so that claiming it and asking for these once afterwards waits for nothing.
     *
     * @param claim the claim, where the request has a key
     * @param owner whose card it is to be
     */
    default void issueAhead(Optional<Claim> claim, Card.Owner owner) {}

    /**
     * Freezes.
     *
     * @return the store
     */
    FreezeStore freezes();

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

    /**
     * Webhook endpoints.
     *
     * @return the store
     */
    EndpointStore endpoints();

    /**
     * Deliveries to webhook endpoints.
     *
     * @return the store
     */
    OutboundStore outbound();
}
