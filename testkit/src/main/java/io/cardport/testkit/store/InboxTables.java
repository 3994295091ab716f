package io.cardport.testkit.store;

import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.InboxStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.ReferenceStore;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.testkit.store.Tables.Inbound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Deliveries and what issuers' ids mean. */
final class InboxTables {
    private InboxTables() {}

    record Inbox(Tables tables) implements InboxStore {
        @Override
        public Optional<StoredDelivery> find(DeliveryId id) {
            return Optional.ofNullable(tables.inbox.get(id)).map(Inbound::delivery);
        }

        @Override
        public Optional<Instant> pulledAt(String account) {
            return Optional.ofNullable(tables.pulls.get(account));
        }

        @Override
        public void pulled(String account, Instant at) {
            tables.pulls.put(account, at);
        }

        @Override
        public int unpack() {
            // Here nothing is ever packed.
            return 0;
        }

        @Override
        public int waiting() {
            long waiting = tables.inbox.values().stream()
                    .filter(inbound -> inbound.dueAt().isPresent())
                    .count();
            return (int) Math.min(waiting, 10_000);
        }

        @Override
        public List<DeliveryId> takeDue(Instant now, Instant leaseUntil, int limit) {
            List<DeliveryId> due = tables.inbox.values().stream()
                    .filter(inbound ->
                            inbound.dueAt().map(at -> !at.isAfter(now)).orElse(false))
                    .sorted(Comparator.comparing(inbound -> inbound.dueAt().orElseThrow()))
                    .limit(limit)
                    .map(inbound -> inbound.delivery().id())
                    .toList();
            due.forEach(id -> change(
                    id,
                    inbound -> new Inbound(
                            inbound.delivery(), inbound.outcome(), Optional.of(leaseUntil), inbound.failures())));
            return due;
        }

        @Override
        public void extend(List<DeliveryId> ids, Instant leasedUntil, Instant until) {
            for (DeliveryId id : ids) {
                change(
                        id,
                        inbound -> inbound.dueAt().equals(Optional.of(leasedUntil))
                                ? new Inbound(
                                        inbound.delivery(), inbound.outcome(), Optional.of(until), inbound.failures())
                                : inbound);
            }
        }

        @Override
        public void done(DeliveryId id, Applied outcome) {
            change(id, inbound -> new Inbound(inbound.delivery(), outcome, Optional.empty(), inbound.failures()));
        }

        @Override
        public void again(DeliveryId id, Instant at) {
            change(
                    id,
                    inbound -> new Inbound(inbound.delivery(), Applied.WAITING, Optional.of(at), inbound.failures()));
        }

        @Override
        public int failed(DeliveryId id, Instant at) {
            change(
                    id,
                    inbound ->
                            new Inbound(inbound.delivery(), Applied.WAITING, Optional.of(at), inbound.failures() + 1));
            return Optional.ofNullable(tables.inbox.get(id))
                    .map(Inbound::failures)
                    .orElseThrow();
        }

        @Override
        public Page<Entry> list(Optional<String> account, Optional<Applied> outcome, Page.Request page) {
            return Listing.page(
                    tables.inbox.values().stream().map(Inbox::entry).toList(),
                    entry -> account.map(entry.account()::equals).orElse(true)
                            && outcome.map(entry.outcome()::equals).orElse(true),
                    entry -> entry.id().value(),
                    page);
        }

        @Override
        public void concerns(DeliveryId id, CardId card) {
            tables.concerns
                    .computeIfAbsent(card, known -> new LinkedHashSet<>())
                    .add(id);
        }

        @Override
        public List<Entry> about(CardId card, int limit) {
            return tables.concerns.getOrDefault(card, new LinkedHashSet<>()).stream()
                    .sorted(Comparator.comparing(DeliveryId::value).reversed())
                    .flatMap(id -> Optional.ofNullable(tables.inbox.get(id)).stream())
                    .limit(limit)
                    .map(Inbox::entry)
                    .toList();
        }

        private void change(DeliveryId id, UnaryOperator<Inbound> how) {
            Optional.ofNullable(tables.inbox.get(id)).ifPresent(inbound -> tables.inbox.put(id, how.apply(inbound)));
        }

        private static Entry entry(Inbound inbound) {
            StoredDelivery delivery = inbound.delivery();
            return new Entry(
                    delivery.id(),
                    delivery.account(),
                    delivery.dedupe(),
                    delivery.receivedAt(),
                    inbound.outcome(),
                    inbound.failures());
        }
    }

    record References(Tables tables) implements ReferenceStore {
        @Override
        public Optional<Subject> lock(Reference reference) {
            return find(reference);
        }

        @Override
        public Optional<Subject> find(Reference reference) {
            return Optional.ofNullable(tables.references.get(reference));
        }

        @Override
        public List<DeliveryId> bind(Reference reference, Subject subject) {
            tables.references.put(reference, subject);
            return Optional.ofNullable(tables.parked.remove(reference)).orElse(List.of());
        }

        @Override
        public void park(Reference reference, DeliveryId delivery) {
            var waiting = new ArrayList<>(tables.parked.getOrDefault(reference, List.of()));
            if (!waiting.contains(delivery)) {
                waiting.add(delivery);
            }
            tables.parked.put(reference, List.copyOf(waiting));
        }

        @Override
        public List<Named> cards(String account, Optional<ProviderRef> after, int limit) {
            return tables.references.entrySet().stream()
                    .filter(entry -> entry.getKey().account().equals(account)
                            && entry.getKey().kind() == Kind.CARD
                            && after.filter(last ->
                                            entry.getKey().value().value().compareTo(last.value()) <= 0)
                                    .isEmpty())
                    .map(entry -> new Named(entry.getKey().value(), entry.getValue()))
                    .sorted(Comparator.comparing(named -> named.value().value()))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<DeliveryId> leftovers(int limit) {
            List<Reference> known = tables.parked.keySet().stream()
                    .filter(tables.references::containsKey)
                    .limit(limit)
                    .toList();
            return known.stream()
                    .flatMap(reference -> Optional.ofNullable(tables.parked.remove(reference)).stream())
                    .flatMap(List::stream)
                    .toList();
        }

        @Override
        public Map<String, Integer> unknown(Instant before) {
            var counts = new HashMap<String, Integer>();
            tables.parked.values().stream()
                    .flatMap(List::stream)
                    .distinct()
                    .flatMap(id -> Optional.ofNullable(tables.inbox.get(id)).map(Inbound::delivery).stream())
                    .filter(delivery -> delivery.receivedAt().isBefore(before))
                    .forEach(delivery -> counts.merge(delivery.account(), 1, Integer::sum));
            return counts;
        }
    }
}
