package io.cardport.testkit.store;

import io.cardport.domain.event.EventDraft;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.store.AdminStore;
import io.cardport.domain.store.ApplicantStore;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.ClaimStore;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.store.DistributorStore;
import io.cardport.domain.store.EndpointStore;
import io.cardport.domain.store.EventFeed;
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
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.testkit.store.Tables.Frozen;
import io.cardport.testkit.store.Tables.Inbound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All stores in memory: one lock, one transaction at a time on a copy, so that a transaction that throws or is undone
 * leaves nothing. For tests and for trying the library; what is stored ends with the process.
 */
public final class InMemoryStores implements UnitOfWork, EventFeed, DeliveryIntake {
    private static final int MOST_WAITING = 10_000;

    private final Function<EventDraft, byte[]> rendering;
    private final ReentrantLock lock = new ReentrantLock();
    private Tables committed = new Tables();

    /**
     * Empty stores.
     *
     * @param rendering makes the JSON of an event, without side effects
     */
    public InMemoryStores(Function<EventDraft, byte[]> rendering) {
        this.rendering = rendering;
    }

    /**
     * Other stores that begin with what is here now.
     *
     * @return stores of their own
     */
    public InMemoryStores forked() {
        enter();
        try {
            InMemoryStores other = new InMemoryStores(rendering);
            other.committed = committed.copy();
            return other;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T write(Function<Stores, T> work) {
        enter();
        try {
            var transaction = new Transaction(committed.copy(), rendering);
            T result = work.apply(transaction);
            if (!transaction.undone) {
                committed = transaction.tables;
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        enter();
        try {
            return work.apply(new Transaction(committed.copy(), rendering));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int sequence(int limit) {
        enter();
        try {
            Tables tables = committed.copy();
            List<Frozen> moved =
                    tables.pendingEvents.values().stream().limit(limit).toList();
            moved.forEach(event -> tables.pendingEvents.remove(event.draft().id()));
            tables.feed.addAll(moved);
            committed = tables;
            return moved.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Entry> read(DistributorId distributor, long after, int limit) {
        enter();
        try {
            var entries = new ArrayList<Entry>();
            for (int at = (int) after; at < committed.feed.size() && entries.size() < limit; at++) {
                Frozen event = committed.feed.get(at);
                if (event.draft().distributor().equals(distributor)) {
                    entries.add(new Entry(at + 1L, event.json().clone()));
                }
            }
            return entries;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Long> positionOf(DistributorId distributor, EventId event) {
        enter();
        try {
            for (int at = 0; at < committed.feed.size(); at++) {
                EventDraft draft = committed.feed.get(at).draft();
                if (draft.id().equals(event) && draft.distributor().equals(distributor)) {
                    return Optional.of(at + 1L);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Admission admit(StoredDelivery delivery) {
        enter();
        try {
            boolean known = committed.inbox.values().stream()
                    .map(Inbound::delivery)
                    .anyMatch(other -> other.account().equals(delivery.account())
                            && other.dedupe().equals(delivery.dedupe()));
            if (known) {
                return Admission.DUPLICATE;
            }
            long waiting = committed.inbox.values().stream()
                    .filter(inbound -> inbound.dueAt().isPresent())
                    .count();
            if (waiting >= MOST_WAITING) {
                return Admission.FULL;
            }
            Tables tables = committed.copy();
            tables.inbox.put(
                    delivery.id(),
                    new Inbound(delivery, InboxStore.Applied.WAITING, Optional.of(delivery.receivedAt()), 0));
            committed = tables;
            return Admission.ADMITTED;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Every event that was written, in the order of writing.
     *
     * @return sequenced or not
     */
    public List<EventDraft> events() {
        enter();
        try {
            return Stream.concat(committed.feed.stream(), committed.pendingEvents.values().stream())
                    .map(Frozen::draft)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Every side of every booking.
     *
     * @return in the order of booking
     */
    public List<LedgerEntry> bookings() {
        enter();
        try {
            return List.copyOf(committed.ledger);
        } finally {
            lock.unlock();
        }
    }

    /** A transaction inside a transaction would not see what the outer one did, nor be undone with it. */
    private void enter() {
        lock.lock();
        if (lock.getHoldCount() > 1) {
            lock.unlock();
            throw new IllegalStateException("a transaction was begun inside a transaction");
        }
    }

    private static final class Transaction implements Stores {
        private final Tables tables;
        private final Function<EventDraft, byte[]> rendering;
        private boolean undone;

        Transaction(Tables tables, Function<EventDraft, byte[]> rendering) {
            this.tables = tables;
            this.rendering = rendering;
        }

        @Override
        public void undo() {
            undone = true;
        }

        @Override
        public DistributorStore distributors() {
            return new AccountTables.Distributors(tables);
        }

        @Override
        public SigningKeyStore signingKeys() {
            return new AccountTables.SigningKeys(tables);
        }

        @Override
        public AdminStore admins() {
            return new AccountTables.Admins(tables);
        }

        @Override
        public CardholderStore cardholders() {
            return new HolderTables.Cardholders(tables);
        }

        @Override
        public ApplicantStore applicants() {
            return new HolderTables.Applicants(tables);
        }

        @Override
        public ProductStore products() {
            return new HolderTables.Products(tables);
        }

        @Override
        public CardStore cards() {
            return new CardTable(tables);
        }

        @Override
        public MovementStore movements() {
            return new FundsTables.Movements(tables);
        }

        @Override
        public TransactionStore transactions() {
            return new FundsTables.Transactions(tables);
        }

        @Override
        public OperationStore operations() {
            return new OperationTables.Operations(tables);
        }

        @Override
        public ClaimStore claims() {
            return new OperationTables.Claims(tables);
        }

        @Override
        public ReferenceStore references() {
            return new InboxTables.References(tables);
        }

        @Override
        public InboxStore inbox() {
            return new InboxTables.Inbox(tables);
        }

        @Override
        public Outbox outbox() {
            return event -> tables.pendingEvents.put(event.id(), new Frozen(event, rendering.apply(event)));
        }

        @Override
        public AuditTrail audit() {
            return new AccountTables.Trail(tables);
        }

        @Override
        public Ledger ledger() {
            return new LedgerTable(tables);
        }

        @Override
        public FreezeStore freezes() {
            return new FreezeTables(tables);
        }

        @Override
        public EndpointStore endpoints() {
            return new EndpointTable(tables);
        }

        @Override
        public OutboundStore outbound() {
            return new OutboundTable(tables);
        }
    }
}
