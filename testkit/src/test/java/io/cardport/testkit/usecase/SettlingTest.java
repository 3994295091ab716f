package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.UnlockCard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private final House house = new House();

    @AfterEach
    void eventsHaveNoHolesAndMoneyAddsUp() {
        house.assertVersionsWithoutHoles();
        assertThat(house.stores.bookings().stream()
                        .mapToLong(entry -> entry.amount().minor())
                        .sum())
                .isZero();
        house.assertUnderWayIsBooked();
    }

    @Test
    void aCardThatTheIssuerMakesSlowlyBecomesActiveByLooking() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SLOW);
        assertThat(house.issue(holder)).isInstanceOf(Result.Pending.class);
        Card card = house.onlyCard();
        assertThat(card.standing().state()).isEqualTo(new CardState.Pending());
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        assertThat(open()).isEmpty();
    }

    @Test
    void aProcessKilledAfterTheIssuerMadeTheCardLosesNothing() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.KILLS_CALLER);
        assertThatThrownBy(() -> house.issue(holder)).isInstanceOf(ProcessDied.class);
        Card card = house.onlyCard();
        assertThat(card.standing().state()).isEqualTo(new CardState.Requested());
        int calls = house.issuer.calls;
        house.runJobs(Duration.ofSeconds(100));
        assertThat(house.issuer.calls)
                .as("nobody sends or looks before the quiet period ends")
                .isEqualTo(calls);
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        assertThat(house.issuer.cards).hasSize(1);
    }

    @Test
    void aLostAnswerIsSettledByTheIssuersOwnKey() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_AFTER);
        assertThat(house.issue(holder)).isInstanceOf(Result.Pending.class);
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
        assertThat(house.issuer.cards).hasSize(1);
    }

    @Test
    void aLostTopUpIsNeverSentAgainToAnIssuerWithoutKeys() {
        Card card = house.activeCard();
        house.issuer.remembersKeys = false;
        house.issuer.next(Mood.SILENT_AFTER);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        int calls = house.issuer.calls;
        house.runJobs(Duration.ofMinutes(10));
        assertThat(house.issuer.calls).isEqualTo(calls);
        assertThat(open().getFirst().state()).isInstanceOf(OperationState.InReview.class);
        assertThat(movements(card).getFirst().result().state()).isEqualTo(MovementState.UNSETTLED);
        assertThat(house.card(card.id()).standing().review()).isPresent();
    }

    @Test
    void anIssuerWithoutKeysTakesOneMoneyOperationAtATime() {
        Card card = house.activeCard();
        house.issuer.remembersKeys = false;
        house.issuer.next(Mood.SILENT_AFTER);
        Result<FundsMovement> first = house.topUp(card);
        assertThat(house.topUp(card))
                .isEqualTo(new Result.Declined<>(
                        new Problem.OperationOpen(((Result.Pending<FundsMovement>) first).operation())));
    }

    @Test
    void whatCouldNotBeSentIsKeptAndSentLater() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE, Mood.UNREACHABLE);
        Result<Card> result = lock(card);
        assertThat(result).isInstanceOf(Result.Pending.class);
        assertThat(house.card(card.id()).usable()).isFalse();
        house.runJobs(Duration.ofMinutes(1));
        assertThat(house.card(card.id()).standing().state())
                .isEqualTo(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR)));
        assertThat(house.card(card.id()).standing().change()).isEmpty();
    }

    @Test
    void aLockOvertakesAnUnlockUnderWayAndIsSentAfterIt() {
        Card card = house.activeCard();
        assertThat(lock(card)).isInstanceOf(Result.Settled.class);
        house.issuer.next(Mood.SLOW);
        assertThat(unlock(card)).isInstanceOf(Result.Pending.class);
        assertThat(lock(card)).isInstanceOf(Result.Pending.class);
        assertThat(house.card(card.id()).standing().change().orElseThrow().kind())
                .isEqualTo(ChangeKind.LOCK);
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(house.card(card.id()).standing().state())
                .isEqualTo(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR)));
        assertThat(open()).isEmpty();
    }

    @Test
    void aCloseCallsBackWhatWaits() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        assertThat(new CloseCard(house.context)
                        .handle(new CloseCard.Command(house.target(card), ""), new Once.Unkeyed<>()))
                .isInstanceOf(Result.Settled.class);
        assertThat(movements(card).getFirst().result().state()).isEqualTo(MovementState.FAILED);
        assertThat(open()).isEmpty();
    }

    @Test
    void aRefusedTopUpExistsAsFailedAndItsMoneyIsBack() {
        Card card = house.activeCard();
        house.issuer.next(Mood.REFUSING);
        assertThat(house.topUp(card)).isInstanceOf(Result.Declined.class);
        assertThat(movements(card).getFirst().result().state()).isEqualTo(MovementState.FAILED);
        assertThat(movements(card).getFirst().result().fundsReturned()).isEqualTo(FundsMovement.FundsReturned.YES);
    }

    @Test
    void theIssuersOwnBlockIsTakenOverAndNotOursToLift() {
        Card card = house.activeCard();
        house.issuer.cards.replaceAll((id, word) -> "blocked");
        house.stores.write(all -> {
            all.cards().lookAt(card.id(), house.clock.instant());
            return card;
        });
        house.runJobs(Duration.ofSeconds(10));
        assertThat(house.card(card.id()).standing().state().lockedBy()).contains(LockOwner.PROVIDER);
        assertThat(unlock(card)).isInstanceOf(Result.Declined.class);
    }

    @Test
    void anOutcomeLearnedWhileTheDatabaseIsAwayIsRecordedWhenItIsBack() throws InterruptedException {
        Card card = house.activeCard();
        Context broken = new Context(
                new BreaksOnce(house.stores, 2), house.context.providers(), house.context.ids(), house.clock);
        LockCard.Command command = new LockCard.Command(house.target(card), "");
        assertThatThrownBy(() -> new LockCard(broken).handle(command, new Once.Unkeyed<>()))
                .isInstanceOf(StoreUnavailable.class);
        for (int wait = 0; wait < 100 && !open().isEmpty(); wait++) {
            Thread.sleep(100);
        }
        assertThat(open()).isEmpty();
        assertThat(house.card(card.id()).standing().state())
                .isEqualTo(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR)));
    }

    /** Stores that are away for one transaction. */
    private static final class BreaksOnce implements UnitOfWork {
        private final UnitOfWork stores;
        private final AtomicInteger left;

        BreaksOnce(UnitOfWork stores, int broken) {
            this.stores = stores;
            this.left = new AtomicInteger(broken);
        }

        @Override
        public <T> T write(Function<Stores, T> work) {
            if (left.decrementAndGet() == 0) {
                throw new StoreUnavailable(new IllegalStateException("away"));
            }
            return stores.write(work);
        }

        @Override
        public <T> T read(Function<Stores, T> work) {
            return stores.read(work);
        }
    }

    private Result<Card> lock(Card card) {
        return new LockCard(house.context).handle(new LockCard.Command(house.target(card), ""), new Once.Unkeyed<>());
    }

    private Result<Card> unlock(Card card) {
        return new UnlockCard(house.context)
                .handle(new UnlockCard.Command(house.target(card), ""), new Once.Unkeyed<>());
    }

    private List<Operation> open() {
        return house
                .stores
                .read(all -> all.operations()
                        .list(
                                new OperationStore.Filter(
                                        new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.empty()),
                                new Page.Request(100, Optional.empty())))
                .data()
                .stream()
                .filter(operation -> !operation.state().settled())
                .toList();
    }

    private List<FundsMovement> movements(Card card) {
        return house.stores
                .read(all -> all.movements()
                        .of(card.id(), MovementStore.Direction.IN, new Page.Request(10, Optional.empty())))
                .data();
    }
}
