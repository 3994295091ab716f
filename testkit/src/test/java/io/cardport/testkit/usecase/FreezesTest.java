package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.freeze.Freeze.Reach;
import io.cardport.domain.freeze.Hold;
import io.cardport.domain.id.AdminId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.CarryOutFreezes;
import io.cardport.domain.usecase.FreezeCards;
import io.cardport.domain.usecase.FreezeCards.Progress;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.RevealCard;
import io.cardport.domain.usecase.UnlockCard;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Under a freeze no card of its reach is used or becomes usable; lifting it lifts nothing else. */
class FreezesTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final House house = new House();
    private final FreezeCards freezes = new FreezeCards(house.context);
    private final CarryOutFreezes carrying = new CarryOutFreezes(house.context);
    private final Actor admin = new Actor.OfAdmin(new AdminId("adm_" + "0".repeat(26)));

    @AfterEach
    void sumsAndVersionsAreRight() {
        house.assertVersionsWithoutHoles();
        house.assertUnderWayIsBooked();
    }

    private Freeze freeze(Reach reach) {
        return ((Result.Settled<Progress>) freezes.set(admin, reach, "theft", new Once.Unkeyed<>()))
                .resource()
                .freeze();
    }

    private Freeze everything() {
        return freeze(new Reach.Everything());
    }

    private void lift(Freeze freeze) {
        assertThat(freezes.lift(admin, freeze.id(), "", new Once.Unkeyed<>())).isInstanceOf(Result.Settled.class);
    }

    private void carryOut() {
        for (int round = 0; round < 12; round++) {
            while (carrying.gather(LEASE) > 0) {
                // All of it.
            }
            carrying.take(LEASE, 100).forEach(carrying::handle);
            house.runJobs(Duration.ofSeconds(20));
        }
    }

    private Map<Hold.State, Integer> counts(Freeze freeze) {
        return freezes.find(freeze.id()).orElseThrow().counts();
    }

    private CardState state(Card card) {
        return house.card(card.id()).standing().state();
    }

    private Result<Card> lock(Card card, Actor actor) {
        return new LockCard(house.context)
                .handle(new LockCard.Command(target(card.id(), actor), ""), new Once.Unkeyed<>());
    }

    private Result<Card> unlock(Card card, Actor actor) {
        return new UnlockCard(house.context)
                .handle(new UnlockCard.Command(target(card.id(), actor), ""), new Once.Unkeyed<>());
    }

    private CardCommandTarget target(CardId card, Actor actor) {
        return new CardCommandTarget(new Scope.Everything(), card, actor, Optional.empty());
    }

    private Actor distributor() {
        return new Actor.OfDistributor(house.distributor);
    }

    @Test
    void anActiveCardIsBlockedHereAtOnceAndThenLockedAtTheIssuer() {
        Card card = house.activeCard();
        Freeze freeze = freeze(new Reach.OfCardholder(card.owner().cardholder()));
        assertThat(house.topUp(card)).isInstanceOf(Result.Declined.class);
        assertThat(new RevealCard(house.context).handle(house.distributor, card.id()))
                .isInstanceOfSatisfying(
                        RevealCard.Revelation.Declined.class,
                        declined -> assertThat(declined.problem())
                                .isInstanceOfSatisfying(
                                        Problem.CardInState.class,
                                        state -> assertThat(state.lockedBy()).contains(LockOwner.ADMIN)));
        assertThat(house.issue(card.owner().cardholder()))
                .isInstanceOfSatisfying(
                        Result.Declined.class,
                        declined -> assertThat(declined.problem()).isInstanceOf(Problem.Frozen.class));
        carryOut();
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(state(card)).isEqualTo(new CardState.Locked(Set.of(LockOwner.FREEZE)));
        assertThat(state(card).lockedBy()).contains(LockOwner.ADMIN);
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.CONFIRMED, 1));
        assertThat(unlock(card, distributor())).isInstanceOf(Result.Declined.class);
        assertThat(unlock(card, admin)).isInstanceOf(Result.Declined.class);
    }

    @Test
    void liftingLetsGoOfTheCard() {
        Card card = house.activeCard();
        Freeze freeze = everything();
        carryOut();
        lift(freeze);
        carryOut();
        assertThat(state(card)).isEqualTo(new CardState.Active());
        assertThat(house.issuer.cards.values()).containsExactly("active");
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.RELEASED, 1));
        assertThat(house.topUp(card)).isNotInstanceOf(Result.Declined.class);
    }

    @Test
    void aCardWhoseFreezeIsLiftedWhileItsIssuerIsAskedIsLetGoOf() {
        Card card = house.activeCard();
        Freeze freeze = everything();
        house.issuer.meanwhile = Optional.of(() -> {
            lift(freeze);
            carrying.gather(LEASE);
        });
        carryOut();
        assertThat(state(card)).isEqualTo(new CardState.Active());
        assertThat(house.issuer.cards.values()).containsExactly("active");
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.RELEASED, 1));
    }

    @Test
    void locksOfOthersStayWhenAFreezeIsLifted() {
        Card card = house.activeCard();
        lock(card, distributor());
        lock(card, admin);
        Freeze freeze = everything();
        carryOut();
        assertThat(state(card))
                .isEqualTo(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR, LockOwner.ADMIN, LockOwner.FREEZE)));
        lift(freeze);
        carryOut();
        assertThat(state(card)).isEqualTo(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR, LockOwner.ADMIN)));
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.RELEASED, 1));
    }

    @Test
    void ofTwoFreezesTheOtherKeepsTheCard() {
        Card card = house.activeCard();
        Freeze one = everything();
        carryOut();
        Freeze other = freeze(new Reach.OfProduct(card.owner().product()));
        lift(one);
        carryOut();
        assertThat(state(card)).isEqualTo(new CardState.Locked(Set.of(LockOwner.FREEZE)));
        assertThat(counts(one)).isEqualTo(Map.of(Hold.State.RELEASED, 1));
        assertThat(counts(other)).isEqualTo(Map.of(Hold.State.CONFIRMED, 1));
        lift(other);
        carryOut();
        assertThat(state(card)).isEqualTo(new CardState.Active());
    }

    @Test
    void whatIsUnderWayWhenTheFreezeComesIsLockedWhenItArrives() {
        Card locked = house.activeCard();
        lock(locked, distributor());
        house.issuer.next(Mood.SLOW);
        assertThat(unlock(locked, distributor())).isInstanceOf(Result.Pending.class);
        Freeze freeze = everything();
        house.issuer.finishOrders();
        house.issuer.cards.replaceAll((id, word) -> "active");
        carryOut();
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(((CardState.Locked) state(locked)).owners()).contains(LockOwner.FREEZE);
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.CONFIRMED, 1));
    }

    @Test
    void whatWasKeptIsDecidedAgainByTheFreeze() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        everything();
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.issuer.effects.values()).doesNotContain("20.00 USD");
    }

    @Test
    void aLockThatWaitsForTheIssuerIsCalledBackWhenTheFreezeIsLifted() {
        Card card = house.activeCard();
        Freeze freeze = everything();
        house.issuer.next(Mood.UNREACHABLE, Mood.UNREACHABLE, Mood.UNREACHABLE);
        carrying.gather(LEASE);
        carrying.take(LEASE, 100).forEach(carrying::handle);
        lift(freeze);
        carryOut();
        assertThat(state(card)).isEqualTo(new CardState.Active());
        assertThat(house.issuer.cards.values()).containsExactly("active");
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.RELEASED, 1));
    }
}
