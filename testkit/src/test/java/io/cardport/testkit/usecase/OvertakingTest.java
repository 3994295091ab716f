package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.money.Money;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SetSpendingControls;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lock or a close overtakes what is under way, and counts only once nothing earlier can undo it. */
class OvertakingTest {
    private static final CardState LOCKED = new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR));

    private final House house = new House();
    private final Card card = house.activeCard();

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void aLockThatOvertookMoneyIsConfirmedByALookOnceTheMoneyIsSettled() {
        house.clock.advance(Duration.ofSeconds(1));
        house.issuer.next(Mood.SLOW);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        house.clock.advance(Duration.ofSeconds(1));
        int calls = house.issuer.calls;
        assertThat(lock()).isInstanceOf(Result.Pending.class);
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        house.runJobs(Duration.ofMinutes(2));
        assertThat(state()).isEqualTo(new CardState.Active());
        assertThat(house.card(card.id()).usable()).isFalse();
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(15));
        assertThat(state()).isEqualTo(LOCKED);
        assertThat(house.card(card.id()).standing().change()).isEmpty();
        assertThat(house.issuer.calls).isEqualTo(calls + 1);
    }

    @Test
    void aLockThatAnEarlierTopUpUndidIsSentAgain() {
        house.clock.advance(Duration.ofSeconds(1));
        house.issuer.next(Mood.SLOW);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        house.clock.advance(Duration.ofSeconds(1));
        Result<Card> locked = lock();
        assertThat(locked).isInstanceOf(Result.Pending.class);
        house.issuer.cards.replaceAll((id, word) -> "active");
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(15));
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(state()).isEqualTo(LOCKED);
        assertThat(house.card(card.id()).standing().change()).isEmpty();
        assertThat(house.card(card.id()).standing().review()).isEmpty();
    }

    @Test
    void aLookThatShowsTheLockWhileMoneyIsUnderWayConfirmsNothing() {
        house.clock.advance(Duration.ofSeconds(1));
        house.issuer.next(Mood.SLOW, Mood.SLOW);
        house.topUp(card);
        house.clock.advance(Duration.ofSeconds(1));
        lock();
        house.clock.advance(Duration.ofSeconds(1));
        new LookAtCard(house.context).handle(card.id());
        assertThat(house.card(card.id()).standing().change().orElseThrow().kind())
                .isEqualTo(ChangeKind.LOCK);
        house.issuer.cards.replaceAll((id, word) -> "active");
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(30));
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(state()).isEqualTo(LOCKED);
    }

    @Test
    void aCloseThatOvertookMoneyIsTakenWhenTheMoneyIsSettled() {
        house.clock.advance(Duration.ofSeconds(1));
        house.issuer.next(Mood.SLOW);
        house.topUp(card);
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(new CloseCard(house.context)
                        .handle(new CloseCard.Command(house.target(card), ""), new Once.Unkeyed<>()))
                .isInstanceOf(Result.Pending.class);
        house.issuer.orders.replaceAll((order, reading) -> OrderReading.SUCCEEDED);
        house.runJobs(Duration.ofMinutes(15));
        assertThat(state().name()).isEqualTo(CardState.Name.CLOSED);
        assertThat(movement().result().state()).isEqualTo(MovementState.SUCCEEDED);
    }

    @Test
    void moneyThatDidNotLeaveWhileTheCardWasLockedIsCalledBack() {
        house.issuer.next(Mood.UNREACHABLE);
        house.issuer.meanwhile = Optional.of(this::lock);
        house.topUp(card);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(movement().result().state()).isEqualTo(MovementState.FAILED);
        assertThat(movement().result().failure().orElseThrow().code()).isEqualTo("cancelled");
        assertThat(house.issuer.effects.values()).doesNotContain("20.00 USD");
        assertThat(state()).isEqualTo(LOCKED);
    }

    @Test
    void anAdminsLockOfALockedCardCallsMoneyBackThatWaits() {
        house.issuer.next(Mood.UNREACHABLE);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        house.issuer.cards.replaceAll((id, word) -> "blocked");
        house.clock.advance(Duration.ofSeconds(1));
        new LookAtCard(house.context).handle(card.id());
        Actor admin = new Actor.OfAdmin(house.context.ids().admin());
        var target = new CardCommandTarget(new Scope.Everything(), card.id(), admin, Optional.empty());
        assertThat(new LockCard(house.context).handle(new LockCard.Command(target, ""), new Once.Unkeyed<>()))
                .isInstanceOf(Result.Settled.class);
        assertThat(movement().result().state()).isEqualTo(MovementState.FAILED);
    }

    @Test
    void limitsThatWaitHoldUpNoLock() {
        house.issuer.next(Mood.SILENT_BEFORE);
        var limit = new CardControlsSpec(
                Optional.of(new Money(1000, House.USD)),
                CardControlsSpec.NONE.spendingControls(),
                CardControlsSpec.NONE.merchantControls());
        new SetSpendingControls(house.context)
                .handle(new SetSpendingControls.Command(house.target(card), limit), new Once.Unkeyed<>());
        house.clock.advance(Duration.ofSeconds(1));
        house.issuer.next(Mood.UNREACHABLE);
        assertThat(lock()).isInstanceOf(Result.Pending.class);
        house.runJobs(Duration.ofSeconds(60));
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
    }

    private Result<Card> lock() {
        return new LockCard(house.context).handle(new LockCard.Command(house.target(card), ""), new Once.Unkeyed<>());
    }

    private CardState state() {
        return house.card(card.id()).standing().state();
    }

    private FundsMovement movement() {
        return house.stores
                .read(all -> all.movements()
                        .of(card.id(), MovementStore.Direction.IN, new Page.Request(10, Optional.empty())))
                .data()
                .getFirst();
    }
}
