package io.cardport.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Step;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every set of stores keeps of work: operations, keys, money, deliveries, events, credentials. */
public abstract class WorkStoreContract extends MoneyStoreContract {
    private static final Page.Request ALL = new Page.Request(100, Optional.empty());

    /** Made by JUnit. */
    protected WorkStoreContract() {}

    @Test
    final void aLaneIsTakenUntilItsOperationIsSettled() {
        Card card = card();
        Operation first = rows().operation(card, OperationKind.TOP_UP, Optional.of("lane " + card.id()));
        Operation second = rows().operation(card, OperationKind.TOP_UP, Optional.of("lane " + card.id()));
        Operation free = rows().operation(card, OperationKind.LOCK_CARD, Optional.empty());
        assertThat(add(first)).isEqualTo(new OperationStore.Added.Inserted());
        assertThat(add(second)).isEqualTo(new OperationStore.Added.LaneTaken(first.id()));
        optional(stores -> stores.operations().inLane("lane " + card.id())).contains(first.id());
        assertThat(add(free)).isEqualTo(new OperationStore.Added.Inserted());
        list(stores -> stores.operations().openOf(card.id())).containsExactly(first, free);

        Operation settled = first.became(new OperationState.Succeeded(), Rows.NOW.plusSeconds(3));
        rows().write(stores -> {
            assertThat(stores.operations().lock(first.id())).contains(first);
            stores.operations().update(settled);
        });
        optional(stores -> stores.operations().inLane("lane " + card.id())).isEmpty();
        assertThat(add(second)).isEqualTo(new OperationStore.Added.Inserted());
        list(stores -> stores.operations().openOf(card.id())).containsExactly(second, free);
        optional(stores -> stores.operations().find(rows().own, first.id())).contains(settled);
        optional(stores -> stores.operations().find(rows().foreign, first.id())).isEmpty();
    }

    @Test
    final void whatWasInALaneIsNotedUntilItIsNotedAgain() {
        Operation operation = rows().operation(card(), OperationKind.ISSUE_CARD, Optional.empty());
        add(operation);
        optional(stores -> stores.operations().noted(operation.id())).isEmpty();
        rows().write(stores -> stores.operations().note(operation.id(), Set.of()));
        optional(stores -> stores.operations().noted(operation.id())).contains(Set.of());
        Set<ProviderRef> two = Set.of(new ProviderRef("card 1"), new ProviderRef("card,\"2\""));
        rows().write(stores -> stores.operations().note(operation.id(), two));
        optional(stores -> stores.operations().noted(operation.id())).contains(two);
    }

    @Test
    final void whatWasTriedIsNotedOnceWhileItRepeatsItself() {
        OperationId id =
                rows().operation(card(), OperationKind.TOP_UP, Optional.empty()).id();
        list(stores -> stores.operations().steps(id)).isEmpty();
        Step lost = new Step(Rows.NOW, Step.Kind.LOST, "no_answer");
        Step away = new Step(Rows.NOW.plusSeconds(1), Step.Kind.NOT_ASKED, "issuer_down");
        Step still = new Step(Rows.NOW.plusSeconds(60), Step.Kind.NOT_ASKED, "issuer_down");
        for (Step step : List.of(lost, away, still, lost)) {
            rows().write(stores -> stores.operations().step(id, step));
        }
        list(stores -> stores.operations().steps(id)).containsExactly(lost, away, lost);
    }

    @Test
    final void whatAPersonSettledIsListed() {
        Card card = card();
        Operation issue = rows().operation(card, OperationKind.ISSUE_CARD, Optional.empty());
        Operation topUp = rows().operation(card, OperationKind.TOP_UP, Optional.empty());
        Operation lock = rows().operation(card, OperationKind.LOCK_CARD, Optional.empty());
        add(issue);
        add(topUp);
        add(lock);
        Operation given = issue.became(
                new OperationState.FailedByHand(new Failure("settled_by_hand", "")), Rows.NOW.plusSeconds(1));
        Operation found = topUp.became(new OperationState.SucceededByHand(), Rows.NOW.plusSeconds(1));
        rows().write(stores -> {
            stores.operations().lock(issue.id());
            stores.operations().update(given);
            stores.operations().lock(topUp.id());
            stores.operations().update(found);
            stores.operations().lock(lock.id());
            stores.operations().update(lock.became(new OperationState.Succeeded(), Rows.NOW.plusSeconds(1)));
        });
        list(stores -> stores.operations().byHandOf(card.id())).containsExactlyInAnyOrder(given, found);
        list(stores -> stores.operations().issuesByHand(card.owner().cardholder()))
                .containsExactly(given);
        Card other = card();
        list(stores -> stores.operations().byHandOf(other.id())).isEmpty();
    }

    @Test
    final void whatIsReopenedLeavesItsLaneToItsSuccessor() {
        Card card = card();
        Operation first = rows().operation(card, OperationKind.TOP_UP, Optional.of("lane of two"));
        add(first);
        Operation failed = first.became(
                new OperationState.FailedByHand(new Failure("settled_by_hand", "")), Rows.NOW.plusSeconds(1));
        rows().write(stores -> {
            stores.operations().lock(first.id());
            stores.operations().update(failed);
        });
        add(rows().operation(card, OperationKind.TOP_UP, Optional.of("lane of two")));
        Operation reopened = failed.reopened(new OperationState.InReview("both"), Rows.NOW.plusSeconds(2));
        rows().write(stores -> {
            stores.operations().lock(first.id());
            stores.operations().update(reopened);
        });
        optional(stores -> stores.operations().find(new Scope.Everything(), first.id()))
                .contains(reopened);
    }

    @Test
    final void theOpenIssuesOfAHolderAreListed() {
        Card card = card();
        Operation issue = rows().operation(card, OperationKind.ISSUE_CARD, Optional.empty());
        add(issue);
        add(rows().operation(card, OperationKind.TOP_UP, Optional.empty()));
        add(rows().operation(card(), OperationKind.ISSUE_CARD, Optional.empty()));
        list(stores -> stores.operations().openIssues(card.owner().cardholder()))
                .containsExactly(issue);
        rows().write(stores -> {
            assertThat(stores.operations().lock(issue.id())).contains(issue);
            stores.operations().update(issue.became(new OperationState.Succeeded(), Rows.NOW.plusSeconds(3)));
        });
        list(stores -> stores.operations().openIssues(card.owner().cardholder()))
                .isEmpty();
    }

    @Test
    final void everyStateOfAnOperationComesBackAsItWas() {
        Operation operation = rows().operation(card(), OperationKind.ISSUE_CARD, Optional.empty());
        add(operation);
        for (OperationState state : List.of(
                new OperationState.Sending(2, Rows.NOW.plusSeconds(20)),
                new OperationState.Waiting(new ProviderRef("order-1")),
                new OperationState.Unknown(Outcome.UnknownCause.NO_ANSWER),
                new OperationState.InReview("odd"),
                new OperationState.Failed(new Failure("declined", "no")),
                new OperationState.SucceededByHand(),
                new OperationState.FailedByHand(new Failure("settled_by_hand", "")),
                new OperationState.Cancelled())) {
            Operation next = operation
                    .became(state, Rows.NOW.plusSeconds(1))
                    .progress(new Operation.Progress(
                            Optional.of(Rows.NOW),
                            Optional.of(Rows.NOW.plusSeconds(9)),
                            2,
                            Optional.of(Rows.NOW.plusSeconds(99)),
                            Map.of("orderId", "o-1"),
                            "word",
                            Optional.empty()));
            rows().write(stores -> stores.operations().update(next));
            optional(stores -> stores.operations().find(rows().own, operation.id()))
                    .contains(next);
            var filter = new OperationStore.Filter(
                    rows().own,
                    Optional.of(state.name()),
                    Optional.of(rows().account),
                    next.about().card());
            assertThat(read(stores -> stores.operations().list(filter, ALL)).data())
                    .containsExactly(next);
        }
    }

    @Test
    final void whatWaitsIsCountedPerAccountUpToABound() {
        int before = read(stores -> stores.operations().queued(rows().account, 1_000));
        for (int number = 0; number < 3; number++) {
            add(rows().operation(card(), OperationKind.LOCK_CARD, Optional.empty()));
        }
        int after = read(stores -> stores.operations().queued(rows().account, 1_000));
        int bounded = read(stores -> stores.operations().queued(rows().account, 2));
        int elsewhere = read(stores -> stores.operations().queued("no-such-account", 2));
        assertThat(after).isEqualTo(before + 3);
        assertThat(bounded).isEqualTo(2);
        assertThat(elsewhere).isZero();
    }

    @Test
    final void aDueOperationIsTakenOncePerLease() {
        Operation due = rows().operation(card(), OperationKind.TOP_UP, Optional.empty())
                .progress(Operation.Progress.NONE.takenUpAt(Optional.of(Rows.NOW)));
        add(due);
        Instant lease = Rows.NOW.plusSeconds(60);
        list(stores -> stores.operations().takeDue(Rows.NOW.minusMillis(1), lease, 1_000))
                .doesNotContain(due.id());
        list(stores -> stores.operations().takeDue(Rows.NOW, lease, 1_000)).contains(due.id());
        list(stores -> stores.operations().takeDue(Rows.NOW, lease, 1_000)).doesNotContain(due.id());

        Instant longer = lease.plusSeconds(15);
        rows().write(stores -> stores.operations().extend(List.of(due.id()), lease, longer));
        rows().write(stores -> stores.operations().extend(List.of(due.id()), lease, longer.plusSeconds(99)));
        list(stores -> stores.operations().takeDue(lease, longer, 1_000)).doesNotContain(due.id());
        list(stores -> stores.operations().takeDue(longer, longer.plusSeconds(15), 1_000))
                .contains(due.id());
    }

    @Test
    final void whatWaitsIsHastenedOldestFirstAndNothingElse() {
        Instant later = Rows.NOW.plusSeconds(60);
        Operation first = waitsUntil(Optional.of(later));
        Operation second = waitsUntil(Optional.of(later));
        Operation third = waitsUntil(Optional.of(Rows.NOW.plusSeconds(1)));
        Operation beyond = waitsUntil(Optional.of(later));
        Operation nobodys = waitsUntil(Optional.empty());
        Operation sent = waitsUntil(Optional.of(later));
        write(stores -> {
            stores.operations().update(sent.became(new OperationState.Sending(1, later), Rows.NOW));
            return sent;
        });
        int hastened = write(stores -> stores.operations().hasten(rows().account, Rows.NOW, Duration.ofSeconds(2), 3));
        assertThat(hastened).isEqualTo(3);
        assertThat(due(first)).contains(Rows.NOW);
        assertThat(due(second)).contains(Rows.NOW.plusSeconds(2));
        assertThat(due(third)).contains(Rows.NOW.plusSeconds(1));
        assertThat(due(beyond)).contains(later);
        assertThat(due(nobodys)).isEmpty();
        assertThat(due(sent)).contains(later);
    }

    private Operation waitsUntil(Optional<Instant> at) {
        Operation waiting = rows().operation(card(), OperationKind.TOP_UP, Optional.empty())
                .progress(Operation.Progress.NONE.takenUpAt(at));
        add(waiting);
        return waiting;
    }

    private Optional<Instant> due(Operation operation) {
        return read(stores -> stores.operations().find(new Scope.Everything(), operation.id()))
                .orElseThrow()
                .progress()
                .nextAt();
    }

    @Test
    final void aKeyIsClaimedOnceAndAnsweredOnce() {
        Actor caller = new Actor.OfDistributor(rows().distributor);
        Claim claim = claim(caller, card());
        Claim later = claim(caller, card());
        StoredAnswer first = answer("first");
        optional(stores -> stores.claims().claim(claim)).isEmpty();
        optional(stores -> stores.claims().release(caller, claim.key())).isEmpty();
        optional(stores -> stores.claims().claim(claim)).isEmpty();
        assertThat(write(stores -> stores.claims().claim(later)).map(Claim::made))
                .contains(claim.made());
        optional(stores -> stores.claims().find(new Actor.System(), claim.key()))
                .isEmpty();
        assertThat(text(write(stores -> stores.claims().answer(caller, claim.key(), first))))
                .isEqualTo("first");
        assertThat(text(write(stores -> stores.claims().answer(caller, claim.key(), answer("second")))))
                .isEqualTo("first");
        Optional<StoredAnswer> kept =
                read(stores -> stores.claims().find(caller, claim.key())).flatMap(Claim::answer);
        assertThat(kept.map(StoredAnswer::status)).contains(201);
        assertThat(kept.map(StoredAnswer::headers)).contains(Map.of("Location", "/x"));
        assertThat(write(stores -> stores.claims().release(caller, claim.key())).map(WorkStoreContract::text))
                .contains("first");
    }

    @Test
    final void theAnswerOfARegistrationThatDidNothingOutlivesItsHolder() {
        Actor caller = new Actor.OfDistributor(rows().distributor);
        Cardholder ada = rows().stored("ada@example.com");
        Applicant applicant = rows().applicant(ada, new ProductScope.AnyProduct());
        Subject made = new Subject.OfCardholder(ada.id());
        rows().write(stores -> {
            stores.applicants().insert(applicant);
            stores.claims()
                    .claim(new Claim(
                            caller, "key-2", "f".repeat(64), made, Rows.NOW.plusSeconds(20), Optional.empty()));
        });
        write(stores -> {
            Cardholder locked = stores.cardholders().lock(rows().own, ada.id()).orElseThrow();
            stores.cardholders().remove(locked.id());
            return stores.claims().answer(caller, "key-2", answer("refused"));
        });
        assertThat(read(stores -> stores.claims().find(caller, "key-2"))
                        .flatMap(Claim::answer)
                        .map(WorkStoreContract::text))
                .contains("refused");
        optional(stores -> stores.applicants().find(applicant.id())).isEmpty();
    }

    @Test
    final void ofManyAtOnceOneClaimsAKey() throws ExecutionException, InterruptedException {
        Actor caller = new Actor.OfDistributor(rows().distributor);
        Card card = card();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var winners = IntStream.range(0, 8)
                    .mapToObj(i ->
                            threads.submit(() -> write(stores -> stores.claims().claim(claim(caller, card)))
                                    .isEmpty()))
                    .toList();
            int won = 0;
            for (var winner : winners) {
                won += winner.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    final void aLockedCardIsChangedByOneAtATime() throws ExecutionException, InterruptedException {
        Card card = card();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> rows().write(stores -> {
                        Card seen = stores.cards().lock(rows().own, card.id()).orElseThrow();
                        stores.cards().update(seen.touched(Rows.NOW));
                    })))
                    .toList();
            for (var change : changes) {
                change.get();
            }
        }
        assertThat(read(stores -> stores.cards().find(rows().own, card.id()))
                        .map(changed -> changed.times().version()))
                .contains(9L);
    }

    private Claim claim(Actor caller, Card card) {
        return new Claim(
                caller,
                "key-1",
                "f".repeat(64),
                new Subject.OfCard(card.id()),
                Rows.NOW.plusSeconds(20),
                Optional.empty());
    }

    private static StoredAnswer answer(String text) {
        return new StoredAnswer(201, Map.of("Location", "/x"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(StoredAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private OperationStore.Added add(Operation operation) {
        return write(stores -> stores.operations().insert(operation));
    }
}
