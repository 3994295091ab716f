package io.cardport.app.persistence;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.store.AdminStore;
import io.cardport.domain.store.ApplicantStore;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.ClaimStore;
import io.cardport.domain.store.DistributorStore;
import io.cardport.domain.store.EndpointStore;
import io.cardport.domain.store.FreezeStore;
import io.cardport.domain.store.InboxStore;
import io.cardport.domain.store.Ledger;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.OutboundStore;
import io.cardport.domain.store.Outbox;
import io.cardport.domain.store.ProductStore;
import io.cardport.domain.store.ReferenceStore;
import io.cardport.domain.store.SigningKeyStore;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.TransactionStore;
import java.util.List;
import java.util.Optional;

/** The stores on the connection of one transaction; of no use after it. */
final class PostgresStores implements Stores {
    private final Runnable rollback;
    private final StoreParts parts;
    private final Sql sql;
    private final HolderKeys keys;
    private final PostgresInboxStore inbox;
    private final PostgresCardholderStore cardholders;
    private final PostgresApplicantStore applicants;
    private final PostgresFreezeStore freezes;
    private final PostgresClaimStore claims;
    private final PostgresReferenceStore references;
    private final PostgresOutbox outbox;
    private final HeldRows<CardId, Card> heldCards = new HeldRows<>();
    private final ReadAhead<CardId, Card> takenCards = new ReadAhead<>();
    private final HeldRows<OperationId, Optional<FundsMovement>> heldMovements = new HeldRows<>();
    private final HeldRows<OperationId, Operation> heldOperations = new HeldRows<>();

    PostgresStores(Runnable rollback, Sql sql, StoreParts parts) {
        this.rollback = rollback;
        this.parts = parts;
        this.sql = sql;
        this.keys = new HolderKeys(sql, parts.house());
        this.inbox = new PostgresInboxStore(sql, parts.house());
        this.cardholders = new PostgresCardholderStore(sql, keys, parts.hash());
        this.applicants = new PostgresApplicantStore(sql, keys);
        this.freezes = new PostgresFreezeStore(sql);
        this.claims = new PostgresClaimStore(sql, keys);
        this.references = new PostgresReferenceStore(sql);
        this.outbox = new PostgresOutbox(sql, keys, parts.rendering());
    }

    @Override
    public void undo() {
        rollback.run();
    }

    @Override
    public void issueAhead(Optional<Claim> claim, Card.Owner owner) {
        // The key first: who waits for another transaction that is claiming it must not keep a freeze from being set.
        claim.ifPresent(claims::claimAhead);
        cardholders.ahead(new Scope.Own(owner.distributor()), owner.cardholder());
        applicants.ahead(owner.cardholder());
        freezes.ahead(owner);
        sql.ask();
    }

    @Override
    public void lockAhead(Operation operation, List<ReferenceStore.Reference> named, Optional<ClaimStore.Key> claim) {
        lockRows(operation);
        if (heldOperations.held(operation.id()).isEmpty()) {
            sql.later(
                    PostgresOperationStore.LOCK,
                    OperationRow::read,
                    found -> found.forEach(one -> heldOperations.hold(operation.id(), one)),
                    operation.id());
        }
        references.lockAhead(named);
        claim.ifPresent(claims::lockAhead);
        sql.ask();
    }

    @Override
    public void lockAhead(Operation operation) {
        lockRows(operation);
        operations().lock(operation.id());
    }

    private void lockRows(Operation operation) {
        operation
                .about()
                .card()
                .filter(card -> heldCards.held(card).isEmpty())
                .ifPresent(card -> sql.later(
                        PostgresCardStore.LOCK,
                        row -> CardRow.read(row, keys),
                        found -> found.forEach(one -> heldCards.hold(card, one)),
                        card));
        OperationId id = operation.id();
        if (heldMovements.held(id).isEmpty()) {
            sql.later(
                    PostgresMovementStore.LOCK,
                    MovementRow::read,
                    found -> heldMovements.hold(id, found.stream().findFirst()),
                    id);
        }
    }

    @Override
    public DistributorStore distributors() {
        return new PostgresDistributorStore(
                parts.repositories().distributors(),
                parts.repositories().keys(),
                parts.recent().distributors());
    }

    @Override
    public SigningKeyStore signingKeys() {
        return new PostgresSigningKeyStore(sql);
    }

    @Override
    public AdminStore admins() {
        return new PostgresAdminStore(parts.repositories().admins());
    }

    @Override
    public CardholderStore cardholders() {
        return cardholders;
    }

    @Override
    public ApplicantStore applicants() {
        return applicants;
    }

    @Override
    public ProductStore products() {
        return new PostgresProductStore(sql, parts.recent().products());
    }

    @Override
    public CardStore cards() {
        return new PostgresCardStore(sql, keys, parts.hash(), heldCards, takenCards);
    }

    @Override
    public MovementStore movements() {
        return new PostgresMovementStore(sql, heldMovements);
    }

    @Override
    public TransactionStore transactions() {
        return new PostgresTransactionStore(sql, keys);
    }

    @Override
    public FreezeStore freezes() {
        return freezes;
    }

    @Override
    public OperationStore operations() {
        return new PostgresOperationStore(sql, keys, heldOperations);
    }

    @Override
    public ClaimStore claims() {
        return claims;
    }

    @Override
    public ReferenceStore references() {
        return references;
    }

    @Override
    public InboxStore inbox() {
        return inbox;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    boolean toldEvents() {
        return outbox.written();
    }

    @Override
    public AuditTrail audit() {
        return new PostgresAuditTrail(sql);
    }

    @Override
    public Ledger ledger() {
        return new PostgresLedger(sql);
    }

    @Override
    public EndpointStore endpoints() {
        return new PostgresEndpointStore(sql, parts.house());
    }

    @Override
    public OutboundStore outbound() {
        return new PostgresOutboundStore(sql, keys, parts.house(), parts.ids());
    }
}
