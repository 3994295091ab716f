package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SettleOperation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At an issuer that keeps no reference of ours: only what is new and nobody's is an operation's, and never by a guess. */
class LanesTest {
    private final House house = new House();

    @BeforeEach
    void theIssuerKeepsNoReference() {
        house.issuer.remembersKeys = false;
        house.issuer.lookups = Set.of(Lookup.BY_LIST);
        house.issuer.withheld.add(OrderLookup.class);
    }

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void theOneNewCardIsTheOneThatWasAskedFor() {
        Card first = house.activeCard();
        CardholderId holder = first.owner().cardholder();
        house.issuer.next(Mood.SILENT_AFTER);
        assertThat(house.issue(holder)).isInstanceOf(Result.Pending.class);
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.onlyCard().atProvider().reference()).contains(new ProviderRef("card-2"));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
        assertThat(house.issuer.effects).hasSize(3);
    }

    @Test
    void whatIsNotThereMayStillComeAndIsNeverAskedForTwice() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_BEFORE);
        house.issue(holder);
        int calls = house.issuer.calls;
        house.runJobs(Duration.ofHours(1));
        assertThat(last(OperationKind.ISSUE_CARD).state())
                .isEqualTo(new OperationState.InReview("absent_is_not_certain"));
        assertThat(house.issuer.calls).isEqualTo(calls);
        assertThat(house.issue(holder))
                .isEqualTo(new Result.Declined<>(
                        new Problem.OperationOpen(last(OperationKind.ISSUE_CARD).id())));
    }

    @Test
    void twoNewCardsAreForAPersonToTellApart() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_AFTER);
        house.issue(holder);
        house.issuer.cards.put("made-by-hand", "active");
        house.runJobs(Duration.ofHours(1));
        assertThat(last(OperationKind.ISSUE_CARD).state()).isEqualTo(new OperationState.InReview("several_match"));
    }

    @Test
    void aCardThatWasThereBeforeIsNotTheOne() {
        CardholderId holder = house.holder();
        house.issuer.cards.put("made-by-hand", "active");
        house.issuer.next(Mood.SILENT_AFTER);
        house.issue(holder);
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.onlyCard().atProvider().reference()).contains(new ProviderRef("card-1"));
    }

    @Test
    void nothingIsSentIntoALaneThatCannotBeSeen() {
        CardholderId holder = house.holder();
        house.issuer.lists = false;
        int calls = house.issuer.calls;
        assertThat(house.issue(holder)).isInstanceOf(Result.Pending.class);
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.issuer.calls).isEqualTo(calls);
        assertThat(last(OperationKind.ISSUE_CARD).state()).isEqualTo(new OperationState.Queued());
        house.issuer.lists = true;
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
    }

    @Test
    void whatIsKeptNotesTheLaneBeforeItIsSent() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.UNREACHABLE, Mood.SILENT_AFTER);
        house.issue(holder);
        house.issuer.cards.put("made-meanwhile", "active");
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.onlyCard().atProvider().reference()).contains(new ProviderRef("card-1"));
    }

    @Test
    void theOneNewTopUpOfTheAmountIsTheOneThatWasAskedFor() {
        Card card = house.activeCard();
        String reference = card.atProvider().reference().orElseThrow().value();
        house.issuer.pay(reference, "earlier", new Money(2000, House.USD));
        house.issuer.next(Mood.SILENT_AFTER);
        house.topUp(card);
        house.issuer.pay(reference, "other-amount", new Money(1999, House.USD));
        house.runJobs(Duration.ofMinutes(10));
        Operation operation = last(OperationKind.TOP_UP);
        assertThat(operation.state()).isEqualTo(new OperationState.Succeeded());
        assertThat(movement(operation).result().state()).isEqualTo(MovementState.SUCCEEDED);
        assertThat(movement(operation).result().reference()).isEqualTo("paid-" + operation.id());
    }

    @Test
    void twoNewTopUpsOfTheAmountAreForAPersonToTellApart() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_AFTER);
        house.topUp(card);
        house.issuer.pay(card.atProvider().reference().orElseThrow().value(), "by-hand", new Money(2000, House.USD));
        house.runJobs(Duration.ofHours(1));
        assertThat(last(OperationKind.TOP_UP).state()).isEqualTo(new OperationState.InReview("several_match"));
    }

    @Test
    void aTopUpThatNobodySawArriveIsNeverSentAgain() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_BEFORE);
        house.topUp(card);
        int calls = house.issuer.calls;
        house.runJobs(Duration.ofHours(1));
        assertThat(house.issuer.calls).isEqualTo(calls);
        assertThat(last(OperationKind.TOP_UP).state()).isEqualTo(new OperationState.InReview("absent_is_not_certain"));
        assertThat(house.topUp(card)).isInstanceOf(Result.Declined.class);
    }

    @Test
    void whoeverReadTheLaneBeforeAnotherSentDoesNotSend() {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE, Mood.SILENT_AFTER);
        house.topUp(card);
        OperationId kept = last(OperationKind.TOP_UP).id();
        int calls = house.issuer.calls;
        TopUpListing slow = of -> {
            house.issuer.extras.clear();
            var before = house.issuer.topUpsOf(of);
            new SettleOperation(house.context).handle(kept);
            assertThat(last(OperationKind.TOP_UP).state()).isInstanceOf(OperationState.Unknown.class);
            return before;
        };
        house.issuer.extras.add(slow);
        new SettleOperation(house.context).handle(kept);
        assertThat(house.issuer.calls).isEqualTo(calls + 1);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(last(OperationKind.TOP_UP).state()).isEqualTo(new OperationState.Succeeded());
    }

    @Test
    void aTopUpThatWasTakenOnIsSettledByTheListWhenNoWebhookComes() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SLOW);
        house.topUp(card);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(last(OperationKind.TOP_UP).state()).isEqualTo(new OperationState.Succeeded());
    }

    @Test
    void aCardThatIsStillBeingMadeIsLookedAtUntilItIsMade() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.MAKING);
        assertThat(house.issue(holder)).isInstanceOf(Result.Settled.class);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Pending());
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(20));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
    }

    private FundsMovement movement(Operation operation) {
        return house.stores
                .<Optional<FundsMovement>>read(all -> all.movements().lockOf(operation.id()))
                .orElseThrow();
    }

    private Operation last(OperationKind kind) {
        return house
                .stores
                .<Page<Operation>>read(all -> all.operations()
                        .list(
                                new OperationStore.Filter(
                                        new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.empty()),
                                new Page.Request(100, Optional.empty())))
                .data()
                .stream()
                .filter(operation -> operation.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
