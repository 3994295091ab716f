package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.id.CardId;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A card that the issuer takes its time to make: its order and the card are looked at by one job, not by two. */
class CardsBeingMadeTest {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(35);

    private final House house = new House();
    private int asked;

    /** The issuer's orders, with a count of the questions. */
    private final class Orders implements OrderLookup {
        @Override
        public Look<OrderSeen> order(ProviderRef order) {
            asked++;
            return house.issuer.order(order);
        }
    }

    @BeforeEach
    void countQuestions() {
        house.issuer.extras.add(new Orders());
    }

    private Card beingMade() {
        var holder = house.holder();
        house.issuer.next(Mood.SLOW);
        assertThat(house.issue(holder)).isInstanceOf(Result.Pending.class);
        return house.onlyCard();
    }

    private void becomes(String word) {
        house.issuer.cards.replaceAll((card, before) -> word);
    }

    private void orderIs(OrderReading reading) {
        house.issuer.orders.replaceAll((order, before) -> reading);
    }

    private Operation issue(Card card) {
        return house.stores.read(all -> all.operations()
                .list(
                        new OperationStore.Filter(
                                new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.of(card.id())),
                        new Page.Request(10, Optional.empty()))
                .data()
                .getFirst());
    }

    private List<CardId> looksToCome() {
        Instant late = house.clock.instant().plus(Duration.ofDays(60));
        return house.stores.write(all -> all.cards().takeDue(late, late, 10));
    }

    @Test
    void oneLookAtTheCardSettlesItsIssue() {
        Card card = beingMade();
        becomes("active");
        orderIs(OrderReading.SUCCEEDED);
        house.runJobs(FIRST_LOOK);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(house.issuer.looks).isEqualTo(1);
        assertThat(asked).isZero();
        assertThat(looksToCome()).isEmpty();
        house.assertVersionsWithoutHoles();
    }

    @Test
    void aCardThatIsMadeIsNotWaitedForUntilItsOrderIsDone() {
        Card card = beingMade();
        becomes("active");
        house.runJobs(FIRST_LOOK);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
    }

    @Test
    void whileItIsMadeCardAndOrderAreAskedForOnceEachTime() {
        Card card = beingMade();
        house.runJobs(FIRST_LOOK);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Pending());
        assertThat(house.issuer.looks).isEqualTo(1);
        assertThat(asked).isEqualTo(1);
        assertThat(looksToCome()).isEmpty();
    }

    @Test
    void aPhysicalCardWhoseOrderIsDoneIsLookedAtItselfFromThenOn() {
        Card card = beingMade();
        orderIs(OrderReading.SUCCEEDED);
        house.runJobs(FIRST_LOOK);
        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Pending());
        becomes("inactive");
        house.runJobs(Duration.ofMinutes(10));
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Inactive());
    }

    @Test
    void aCardThatAwaitsItsActivationIsMadeWhenItsOrderIsDone() {
        Card card = beingMade();
        becomes("inactive");
        house.runJobs(FIRST_LOOK);
        assertThat(issue(card).state()).isInstanceOf(OperationState.Waiting.class);
        orderIs(OrderReading.SUCCEEDED);
        house.runJobs(Duration.ofMinutes(2));
        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Inactive());
        house.assertVersionsWithoutHoles();
    }

    @Test
    void aCardThatAwaitsItsActivationIsNotMadeWhenItsOrderFails() {
        Card card = beingMade();
        becomes("inactive");
        house.stores.write(all -> {
            all.cards().lookAt(card.id(), house.clock.instant());
            return card;
        });
        house.runJobs(Duration.ofSeconds(10));
        assertThat(issue(card).state()).isInstanceOf(OperationState.Waiting.class);
        orderIs(OrderReading.FAILED);
        house.runJobs(Duration.ofMinutes(2));
        assertThat(issue(card).state())
                .isInstanceOfSatisfying(
                        OperationState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("order_failed"));
        assertThat(house.card(card.id()).standing().review()).isEmpty();
    }

    @Test
    void theOrderTellsWhyACardWasNotMade() {
        Card card = beingMade();
        becomes("failed");
        orderIs(OrderReading.FAILED);
        house.runJobs(FIRST_LOOK);
        assertThat(issue(card).state())
                .isInstanceOfSatisfying(
                        OperationState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("order_failed"));
        assertThat(house.card(card.id()).standing().state()).isInstanceOf(CardState.Failed.class);
    }

    @Test
    void aCardThatWasNotMadeIsNotWaitedForUntilItsOrderSaysSo() {
        Card card = beingMade();
        becomes("failed");
        house.runJobs(FIRST_LOOK);
        assertThat(issue(card).state())
                .isInstanceOfSatisfying(
                        OperationState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("issue_failed"));
    }

    @Test
    void aCardWhoseIssueIsAPersonsIsLookedAtItself() {
        Card card = beingMade();
        house.issuer.orders.clear();
        house.runJobs(FIRST_LOOK);
        assertThat(issue(card).state()).isInstanceOf(OperationState.InReview.class);
        becomes("active");
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
        house.assertVersionsWithoutHoles();
    }

    @Test
    void aCardIsReadAtTheTimeOfTheLookThatShowsItMade() {
        Card card = beingMade();
        becomes("active");
        house.runJobs(FIRST_LOOK);
        assertThat(house.card(card.id()).standing().readAt())
                .contains(house.clock.instant().minusSeconds(5));
    }

    @Test
    void whatTheIssuerSaysMeanwhileIsNewerThanTheLook() {
        Card card = beingMade();
        becomes("active");
        CardState locked = new CardState.Locked(Set.of(LockOwner.PROVIDER));
        house.issuer.extras.add((CardLookup) reference -> {
            Look<CardSeen> shown = house.issuer.card(reference);
            house.stores.write(all -> {
                Card now = all.cards().lock(new Scope.Everything(), card.id()).orElseThrow();
                var standing = now.standing()
                        .in(locked, "blocked")
                        .readAt(house.clock.instant().plusSeconds(1));
                all.cards().update(now.standing(standing));
                return now;
            });
            return shown;
        });
        house.runJobs(FIRST_LOOK);
        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(locked);
    }
}
