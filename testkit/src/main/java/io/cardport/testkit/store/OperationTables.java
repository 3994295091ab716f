package io.cardport.testkit.store;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.HolderWish;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Step;
import io.cardport.domain.store.ClaimStore;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.testkit.store.Tables.ClaimKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Operations and idempotency keys. */
final class OperationTables {
    private OperationTables() {}

    record Operations(Tables tables) implements OperationStore {
        @Override
        public Optional<Operation> find(Scope scope, OperationId id) {
            return Optional.ofNullable(tables.operations.get(id))
                    .filter(operation -> Listing.sees(scope, operation.about().distributor()));
        }

        @Override
        public Optional<Operation> lock(OperationId id) {
            return Optional.ofNullable(tables.operations.get(id));
        }

        @Override
        public Added insert(Operation operation) {
            Optional<OperationId> holder = operation.about().lane().flatMap(this::inLane);
            if (holder.isPresent()) {
                return new Added.LaneTaken(holder.get());
            }
            tables.operations.put(operation.id(), operation);
            return new Added.Inserted();
        }

        @Override
        public void update(Operation operation) {
            tables.operations.put(operation.id(), operation);
        }

        @Override
        public List<Operation> openOf(CardId card) {
            return tables.operations.values().stream()
                    .filter(operation -> operation.about().card().equals(Optional.of(card)))
                    .filter(operation -> !operation.state().settled())
                    .sorted(Comparator.comparing(operation -> operation.id().value()))
                    .toList();
        }

        @Override
        public Optional<OperationId> inLane(String lane) {
            return tables.operations.values().stream()
                    .filter(operation -> !operation.state().settled())
                    .filter(operation -> operation.about().lane().equals(Optional.of(lane)))
                    .map(Operation::id)
                    .findFirst();
        }

        @Override
        public int queued(String account, int most) {
            return (int) tables.operations.values().stream()
                    .filter(operation -> operation.about().account().equals(account))
                    .filter(operation -> operation.state() instanceof OperationState.Queued)
                    .limit(most)
                    .count();
        }

        @Override
        public List<Operation> openIssues(CardholderId cardholder) {
            return tables.operations.values().stream()
                    .filter(operation -> operation.kind() == OperationKind.ISSUE_CARD)
                    .filter(operation -> !operation.state().settled())
                    .filter(operation -> operation
                            .about()
                            .card()
                            .map(tables.cards::get)
                            .filter(card -> card.owner().cardholder().equals(cardholder))
                            .isPresent())
                    .sorted(Comparator.comparing(operation -> operation.id().value()))
                    .toList();
        }

        @Override
        public void note(OperationId id, Set<ProviderRef> ids) {
            tables.noted.put(id, Set.copyOf(ids));
        }

        @Override
        public Optional<Set<ProviderRef>> noted(OperationId id) {
            return Optional.ofNullable(tables.noted.get(id));
        }

        @Override
        public void wish(OperationId id, CardholderId cardholder, HolderWish wish) {
            tables.wishes.put(id, wish);
        }

        @Override
        public Optional<HolderWish> wished(OperationId id, CardholderId cardholder) {
            return Optional.ofNullable(tables.wishes.get(id));
        }

        @Override
        public List<Operation> byHandOf(CardId card) {
            return byHand(operation -> operation.about().card().equals(Optional.of(card)));
        }

        @Override
        public List<Operation> issuesByHand(CardholderId cardholder) {
            return byHand(operation -> operation.kind() == OperationKind.ISSUE_CARD
                    && operation
                            .about()
                            .card()
                            .map(tables.cards::get)
                            .filter(card -> card.owner().cardholder().equals(cardholder))
                            .isPresent());
        }

        private List<Operation> byHand(Predicate<Operation> which) {
            return tables.operations.values().stream()
                    .filter(operation -> operation.state().byHand())
                    .filter(which)
                    .sorted(Comparator.comparing(operation -> operation.id().value()))
                    .toList();
        }

        @Override
        public void step(OperationId id, Step step) {
            List<Step> before = steps(id);
            boolean same = !before.isEmpty()
                    && before.getLast().kind() == step.kind()
                    && before.getLast().detail().equals(step.detail());
            if (!same) {
                tables.steps.put(
                        id, Stream.concat(before.stream(), Stream.of(step)).toList());
            }
        }

        @Override
        public List<Step> steps(OperationId id) {
            return tables.steps.getOrDefault(id, List.of());
        }

        @Override
        public List<OperationId> takeDue(Instant now, Instant leaseUntil, int limit) {
            List<Operation> due = tables.operations.values().stream()
                    .filter(operation -> operation
                            .progress()
                            .nextAt()
                            .map(at -> !at.isAfter(now))
                            .orElse(false))
                    .sorted(Comparator.comparing(
                            operation -> operation.progress().nextAt().orElseThrow()))
                    .limit(limit)
                    .toList();
            due.forEach(
                    operation -> update(operation.progress(operation.progress().takenUpAt(Optional.of(leaseUntil)))));
            return due.stream().map(Operation::id).toList();
        }

        @Override
        public void extend(List<OperationId> ids, Instant leasedUntil, Instant until) {
            ids.stream()
                    .flatMap(id -> Optional.ofNullable(tables.operations.get(id)).stream())
                    .filter(operation -> operation.progress().nextAt().equals(Optional.of(leasedUntil)))
                    .forEach(operation ->
                            update(operation.progress(operation.progress().takenUpAt(Optional.of(until)))));
        }

        @Override
        public int hasten(String account, Instant now, Duration apart, int most) {
            List<Operation> waiting = tables.operations.values().stream()
                    .filter(operation -> operation.about().account().equals(account))
                    .filter(operation -> operation.state() instanceof OperationState.Queued)
                    .filter(operation -> operation
                            .progress()
                            .nextAt()
                            .filter(at -> at.isAfter(now))
                            .isPresent())
                    .sorted(Comparator.comparing(operation -> operation.id().value()))
                    .limit(most)
                    .toList();
            for (int place = 0; place < waiting.size(); place++) {
                Operation operation = waiting.get(place);
                Instant due = now.plus(apart.multipliedBy(place));
                if (operation.progress().nextAt().filter(due::isBefore).isPresent()) {
                    update(operation.progress(operation.progress().takenUpAt(Optional.of(due))));
                }
            }
            return waiting.size();
        }

        @Override
        public Page<Operation> list(Filter filter, Page.Request page) {
            return Listing.page(
                    tables.operations.values(),
                    operation -> Listing.sees(filter.scope(), operation.about().distributor())
                            && filter.state()
                                    .map(operation.state().name()::equals)
                                    .orElse(true)
                            && filter.account()
                                    .map(operation.about().account()::equals)
                                    .orElse(true)
                            && (filter.card().isEmpty()
                                    || filter.card().equals(operation.about().card())),
                    operation -> operation.id().value(),
                    page);
        }
    }

    record Claims(Tables tables) implements ClaimStore {
        @Override
        public Optional<Claim> claim(Claim claim) {
            return Optional.ofNullable(tables.claims.putIfAbsent(key(claim.caller(), claim.key()), claim));
        }

        @Override
        public Optional<Claim> find(Actor caller, String key) {
            return Optional.ofNullable(tables.claims.get(key(caller, key)));
        }

        @Override
        public StoredAnswer answer(Actor caller, String key, StoredAnswer answer) {
            Optional<Claim> claim = find(caller, key);
            claim.filter(open -> open.answer().isEmpty())
                    .ifPresent(open -> tables.claims.put(
                            key(caller, key),
                            new Claim(
                                    open.caller(),
                                    open.key(),
                                    open.fingerprint(),
                                    open.made(),
                                    open.busyUntil(),
                                    Optional.of(answer))));
            return claim.flatMap(Claim::answer).orElse(answer);
        }

        @Override
        public Optional<StoredAnswer> release(Actor caller, String key) {
            Optional<StoredAnswer> answer = find(caller, key).flatMap(Claim::answer);
            if (answer.isEmpty()) {
                tables.claims.remove(key(caller, key));
            }
            return answer;
        }

        private static ClaimKey key(Actor caller, String key) {
            return new ClaimKey(caller.text(), key);
        }
    }
}
