package io.cardport.testkit.store;

import io.cardport.domain.account.Admin;
import io.cardport.domain.account.ApiKey;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.account.SigningKey;
import io.cardport.domain.card.Card;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.HolderWish;
import io.cardport.domain.id.AdminId;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.Step;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.TransactionStore;
import io.cardport.domain.webhook.StoredDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that is stored, as one transaction sees it: a copy, so that undoing is forgetting. */
final class Tables {
    /** A look that a card waits for. */
    record CardLook(Instant at, boolean leased) {}

    /** A product and whether its account still offers it. */
    record Shelf(Product product, boolean offered) {}

    /** A delivery and the work on it; no time means that there is none left. */
    record Inbound(StoredDelivery delivery, Applied outcome, Optional<Instant> dueAt, int failures) {}

    /** A nonce used with a key. */
    record Nonce(KeyId key, String value) {}

    /** A key of one caller. */
    record ClaimKey(String caller, String key) {}

    /** An event, written and frozen. */
    record Frozen(EventDraft draft, byte[] json) {}

    final Map<DistributorId, Distributor> distributors;
    final Map<KeyId, ApiKey> keys;
    final Map<KeyId, SigningKey> signingKeys;
    final Map<Nonce, Instant> nonces;
    final Map<AdminId, Admin> admins;
    final Map<CardholderId, Cardholder> cardholders;
    final Map<ApplicantId, Applicant> applicants;
    final Map<ProductId, Shelf> products;
    final Map<CardId, Card> cards;
    final Map<CardId, CardLook> looks;
    final Map<CardId, String> activationCodes;
    final Map<CardId, CardStore.KnownFunds> funds;
    final Map<MovementId, FundsMovement> movements;
    final Map<TransactionId, CardTransaction> transactions;
    final Map<OperationId, Operation> operations;
    final Map<OperationId, Set<ProviderRef>> noted;
    final Map<OperationId, List<Step>> steps;
    final Map<OperationId, HolderWish> wishes;
    final Map<ClaimKey, Claim> claims;
    final Map<Reference, Subject> references;
    final Map<Reference, List<DeliveryId>> parked;
    final Map<DeliveryId, Inbound> inbox;
    final Map<CardId, LinkedHashSet<DeliveryId>> concerns;
    final Map<String, Instant> pulls;
    final Map<String, TransactionStore.Progress> readings;
    final Map<EventId, Frozen> pendingEvents;
    final List<Frozen> feed;
    final List<AuditTrail.Recorded> audit;
    final List<LedgerEntry> ledger;
    final OutboundRows outgoing;
    final FreezeTables.Rows freezing;

    Tables() {
        distributors = new LinkedHashMap<>();
        keys = new LinkedHashMap<>();
        signingKeys = new LinkedHashMap<>();
        nonces = new LinkedHashMap<>();
        admins = new LinkedHashMap<>();
        cardholders = new LinkedHashMap<>();
        applicants = new LinkedHashMap<>();
        products = new LinkedHashMap<>();
        cards = new LinkedHashMap<>();
        looks = new LinkedHashMap<>();
        activationCodes = new LinkedHashMap<>();
        funds = new LinkedHashMap<>();
        movements = new LinkedHashMap<>();
        transactions = new LinkedHashMap<>();
        operations = new LinkedHashMap<>();
        noted = new LinkedHashMap<>();
        steps = new LinkedHashMap<>();
        wishes = new LinkedHashMap<>();
        claims = new LinkedHashMap<>();
        references = new LinkedHashMap<>();
        parked = new LinkedHashMap<>();
        inbox = new LinkedHashMap<>();
        concerns = new HashMap<>();
        pulls = new LinkedHashMap<>();
        readings = new LinkedHashMap<>();
        pendingEvents = new LinkedHashMap<>();
        feed = new ArrayList<>();
        audit = new ArrayList<>();
        ledger = new ArrayList<>();
        outgoing = new OutboundRows();
        freezing = new FreezeTables.Rows();
    }

    private Tables(Tables from) {
        distributors = new LinkedHashMap<>(from.distributors);
        keys = new LinkedHashMap<>(from.keys);
        signingKeys = new LinkedHashMap<>(from.signingKeys);
        nonces = new LinkedHashMap<>(from.nonces);
        admins = new LinkedHashMap<>(from.admins);
        cardholders = new LinkedHashMap<>(from.cardholders);
        applicants = new LinkedHashMap<>(from.applicants);
        products = new LinkedHashMap<>(from.products);
        cards = new LinkedHashMap<>(from.cards);
        looks = new LinkedHashMap<>(from.looks);
        activationCodes = new LinkedHashMap<>(from.activationCodes);
        funds = new LinkedHashMap<>(from.funds);
        movements = new LinkedHashMap<>(from.movements);
        transactions = new LinkedHashMap<>(from.transactions);
        operations = new LinkedHashMap<>(from.operations);
        noted = new LinkedHashMap<>(from.noted);
        steps = new LinkedHashMap<>(from.steps);
        wishes = new LinkedHashMap<>(from.wishes);
        claims = new LinkedHashMap<>(from.claims);
        references = new LinkedHashMap<>(from.references);
        parked = new HashMap<>(from.parked);
        inbox = new LinkedHashMap<>(from.inbox);
        concerns = new HashMap<>();
        from.concerns.forEach((card, deliveries) -> concerns.put(card, new LinkedHashSet<>(deliveries)));
        pulls = new LinkedHashMap<>(from.pulls);
        readings = new LinkedHashMap<>(from.readings);
        pendingEvents = new LinkedHashMap<>(from.pendingEvents);
        feed = new ArrayList<>(from.feed);
        audit = new ArrayList<>(from.audit);
        ledger = new ArrayList<>(from.ledger);
        outgoing = new OutboundRows(from.outgoing);
        freezing = new FreezeTables.Rows(from.freezing);
    }

    Tables copy() {
        return new Tables(this);
    }
}
