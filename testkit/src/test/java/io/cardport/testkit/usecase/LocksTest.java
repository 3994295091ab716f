package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.usecase.CancelOperation;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SetSpendingControls;
import io.cardport.domain.usecase.UnlockCard;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.StoredDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is held true of locks and limits is what the issuer has, whoever asked and however clocks differ. */
class LocksTest {
    private final House house = new House();
    private final WebhookIssuer webhooks = new WebhookIssuer();

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void anAdminsLockDoesNotRestOnADistributorsThatNeverLeft() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE, Mood.UNREACHABLE);
        assertThat(lock(house.target(card))).isInstanceOf(Result.Pending.class);
        assertThat(lock(admin(card))).isInstanceOf(Result.Pending.class);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        house.runJobs(Duration.ofMinutes(3));
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(house.card(card.id()).standing().state())
                .isEqualTo(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR, LockOwner.ADMIN)));
        assertThat(house.card(card.id()).standing().change()).isEmpty();
    }

    @Test
    void anAdminsLockThatWaitsIsNotItsDistributorsToCallBack() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE);
        OperationId id = ((Result.Pending<Card>) lock(admin(card))).operation();
        assertThat(cancel(id)).isEqualTo(new Result.Declined<>(new Problem.AskedForByAnother(id)));
        assertThat(house.card(card.id()).standing().change().orElseThrow().operation())
                .isEqualTo(id);
        house.runJobs(Duration.ofMinutes(3));
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Locked(Set.of(LockOwner.ADMIN)));
    }

    @Test
    void aLockThatIsCalledBackUncoversTheOneThatItHadTakenThePlaceOf() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE, Mood.UNREACHABLE);
        OperationId admins = ((Result.Pending<Card>) lock(admin(card))).operation();
        house.clock.advance(Duration.ofSeconds(1));
        OperationId own = ((Result.Pending<Card>) lock(house.target(card))).operation();
        assertThat(cancel(own)).isInstanceOf(Result.Settled.class);
        assertThat(house.card(card.id()).standing().change())
                .hasValueSatisfying(change -> assertThat(change.operation()).isEqualTo(admins));
        assertThat(house.card(card.id()).usable()).isFalse();
        house.runJobs(Duration.ofMinutes(3));
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Locked(Set.of(LockOwner.ADMIN)));
    }

    @Test
    void aDistributorCallsItsOwnLockBackWhileItWaits() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE);
        OperationId id = ((Result.Pending<Card>) lock(house.target(card))).operation();
        assertThat(cancel(id))
                .isInstanceOfSatisfying(
                        Result.Settled.class,
                        settled -> assertThat(((Operation) settled.resource()).state())
                                .isEqualTo(new OperationState.Cancelled()));
        assertThat(house.card(card.id()).standing().change()).isEmpty();
    }

    @Test
    void aLockIsNotConfirmedByALookWhileAnUnlockIsStillUnderWay() {
        Card card = house.activeCard();
        assertThat(lock(house.target(card))).isInstanceOf(Result.Settled.class);
        house.issuer.next(Mood.SLOW);
        new UnlockCard(house.context).handle(new UnlockCard.Command(house.target(card), ""), new Once.Unkeyed<>());
        assertThat(lock(house.target(card))).isInstanceOf(Result.Pending.class);
        house.issuer.cards.replaceAll((id, word) -> "frozen");
        house.clock.advance(Duration.ofSeconds(1));
        new LookAtCard(house.context).handle(card.id());
        assertThat(house.card(card.id()).standing().change().orElseThrow().kind())
                .isEqualTo(ChangeKind.LOCK);
        house.issuer.cards.replaceAll((id, word) -> "active");
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.issuer.cards.values()).containsExactly("frozen");
        assertThat(house.card(card.id()).standing().state())
                .isEqualTo(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR)));
    }

    @Test
    void ourOwnLockToldByASlowClockIsNotTakenForTheIssuers() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SLOW);
        assertThat(lock(house.target(card))).isInstanceOf(Result.Pending.class);
        hear("slow", card, CardReading.LOCKED, "frozen", house.clock.instant().minusSeconds(3));
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.card(card.id()).standing().state())
                .isEqualTo(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR)));
    }

    @Test
    void aLookThatAFastClockMakesSeemOldIsRepeated() {
        Card card = house.activeCard();
        hear("fast", card, CardReading.ACTIVE, "active", house.clock.instant().plus(Duration.ofMinutes(3)));
        house.issuer.cards.replaceAll((id, word) -> "blocked");
        house.stores.write(all -> {
            all.cards().lookAt(card.id(), house.clock.instant());
            return card;
        });
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.card(card.id()).standing().state().lockedBy()).contains(LockOwner.PROVIDER);
    }

    @Test
    void aConfirmationDoesNotReopenTheDoorToReadingsBeforeTheLastOne() {
        Card card = house.activeCard();
        Instant ahead = house.clock.instant().plus(Duration.ofMinutes(3));
        hear("last", card, CardReading.ACTIVE, "active", ahead);
        assertThat(lock(house.target(card))).isInstanceOf(Result.Settled.class);
        hear("late", card, CardReading.ACTIVE, "active", ahead.minusSeconds(30));
        assertThat(house.card(card.id()).standing().review()).isEmpty();
    }

    @Test
    void whoAsksAgainForWhatIsUnderWayIsShownItAndNothingIsSentTwice() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE);
        Result<Card> first = close(card);
        int calls = house.issuer.calls;
        Result<Card> second = close(card);
        assertThat(second).isInstanceOf(Result.Pending.class);
        assertThat(((Result.Pending<Card>) second).operation()).isEqualTo(((Result.Pending<Card>) first).operation());
        assertThat(house.issuer.calls).isEqualTo(calls);
    }

    @Test
    void aLateWordOfAnOrderInReviewStillSettlesTheCard() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SLOW);
        OperationId id = ((Result.Pending<Card>) house.issue(holder)).operation();
        house.clock.advance(Duration.ofHours(25));
        house.runJobs(Duration.ofMinutes(1));
        assertThat(operation(id).state()).isInstanceOf(OperationState.InReview.class);
        house.issuer.finishOrders();
        ProviderRef order =
                new ProviderRef(house.issuer.orders.keySet().iterator().next());
        hear(
                "order",
                new Signal.OrderSaid(
                        new OrderSeen(
                                order,
                                OrderReading.SUCCEEDED,
                                "done",
                                Optional.empty(),
                                FundsMoved.PLAIN,
                                Optional.empty()),
                        Optional.empty()));
        house.runJobs(Duration.ofMinutes(1));
        assertThat(operation(id).state()).isEqualTo(new OperationState.Succeeded());
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
    }

    @Test
    void aCardThatCouldNotBeMadeFailsOnce() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SLOW);
        assertThat(house.issue(holder)).isInstanceOf(Result.Pending.class);
        hear(
                "failed",
                house.onlyCard(),
                CardReading.FAILED,
                "FAIL",
                house.clock.instant().plusSeconds(1));
        assertThat(house.stores.events().stream().map(EventDraft::type))
                .containsOnlyOnce(EventType.CARD_FAILED)
                .contains(EventType.OPERATION_FAILED);
    }

    private Operation operation(OperationId id) {
        return house.stores.read(
                all -> all.operations().find(new Scope.Everything(), id).orElseThrow());
    }

    private Result<Card> close(Card card) {
        return new CloseCard(house.context).handle(new CloseCard.Command(house.target(card), ""), new Once.Unkeyed<>());
    }

    @Test
    void limitsThatWaitDoNotReplaceLaterOnes() {
        Card card = house.activeCard();
        CardControlsSpec first = limit(1000);
        CardControlsSpec second = limit(2000);
        house.issuer.next(Mood.UNREACHABLE);
        assertThat(limits(card, first)).isInstanceOf(Result.Pending.class);
        assertThat(limits(card, second)).isInstanceOf(Result.Settled.class);
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.issuer.controls).endsWith(second);
        assertThat(house.card(card.id()).terms().options().controls()).isEqualTo(second);
    }

    @Test
    void limitsWaitForThoseUnderWay() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_BEFORE);
        assertThat(limits(card, limit(1000))).isInstanceOf(Result.Pending.class);
        assertThat(limits(card, limit(2000))).isInstanceOf(Result.Pending.class);
        house.runJobs(Duration.ofMinutes(6));
        assertThat(house.issuer.controls).containsExactly(limit(1000), limit(2000));
        assertThat(house.card(card.id()).terms().options().controls()).isEqualTo(limit(2000));
    }

    private static CardControlsSpec limit(long minor) {
        CardControlsSpec none = CardControlsSpec.NONE;
        return new CardControlsSpec(
                Optional.of(new Money(minor, House.USD)), none.spendingControls(), none.merchantControls());
    }

    private Result<Card> limits(Card card, CardControlsSpec controls) {
        return new SetSpendingControls(house.context)
                .handle(new SetSpendingControls.Command(house.target(card), controls), new Once.Unkeyed<>());
    }

    private Result<Card> lock(CardCommandTarget target) {
        return new LockCard(house.context).handle(new LockCard.Command(target, ""), new Once.Unkeyed<>());
    }

    private Result<Operation> cancel(OperationId id) {
        return new CancelOperation(house.context).handle(house.distributor, id, new Once.Unkeyed<>());
    }

    private CardCommandTarget admin(Card card) {
        return new CardCommandTarget(
                new Scope.Everything(),
                card.id(),
                new Actor.OfAdmin(house.context.ids().admin()),
                Optional.empty());
    }

    private void hear(String name, Card card, CardReading reading, String word, Instant at) {
        var reference = card.atProvider().reference().orElseThrow();
        hear(
                name,
                new Signal.CardSaid(
                        new CardSeen(reference, reading, word, CardFacts.NONE, Optional.of(at)), Optional.empty()));
    }

    private void hear(String name, Signal signal) {
        webhooks.say(name, signal);
        DeliveryId id = house.context.ids().delivery();
        house.stores.admit(
                new StoredDelivery(id, "memory", name, name.getBytes(StandardCharsets.UTF_8), house.clock.instant()));
        webhooks.applier(house).handle(id);
    }
}
