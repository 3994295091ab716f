package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardState;
import io.cardport.domain.event.EventType;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.FundsMovement.FundsReturned;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.AdminId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.Ledger;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SettleByHand;
import io.cardport.domain.usecase.SettleByHand.As;
import io.cardport.domain.usecase.UpdateCardholder;
import io.cardport.domain.webhook.Signal;
import io.cardport.testkit.issuing.People;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person settles, and what becomes of it when the issuer says the contrary. */
class SettledByHandTest {
    private static final Actor ADMIN = new Actor.OfAdmin(new AdminId("adm_00000000000000000000000001"));

    private final House house = new House();
    private final WebhookIssuer webhooks = new WebhookIssuer();
    private int deliveries;

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
    void aTopUpThatAPersonFoundIsBookedUntilTheIssuerSaysThatItFailed() {
        Card card = house.activeCard();
        Operation operation = lostTopUp(card);
        Operation settled = settled(settle(operation, As.SUCCEEDED, "order-77"));
        assertThat(settled.state()).isEqualTo(new OperationState.SucceededByHand());
        assertThat(movement(card).result().state()).isEqualTo(MovementState.SUCCEEDED);
        assertThat(movement(card).result().reference()).isEqualTo("order-77");
        assertThat(house.card(card.id()).standing().review()).isEmpty();
        assertThat(transit()).isZero();
        assertThat(audit("operation.settle")).isEqualTo("SUCCEEDED order-77: seen in the issuer's portal");

        said("order-77", OrderReading.FAILED);

        assertThat(last(OperationKind.TOP_UP).state())
                .isEqualTo(new OperationState.InReview("succeeded_by_hand_then_failed"));
        assertThat(movement(card).result().state()).isEqualTo(MovementState.UNSETTLED);
        assertThat(transit()).isEqualTo(2000);
        assertThat(house.card(card.id()).standing().review()).isPresent();
        assertThat(audit("operation.reopen")).isEqualTo("succeeded_by_hand_then_failed");

        settle(last(OperationKind.TOP_UP), As.FAILED, "");
        assertThat(movement(card).result().state()).isEqualTo(MovementState.FAILED);
        assertThat(movement(card).result().fundsReturned()).isEqualTo(FundsReturned.YES);
        assertThat(house.card(card.id()).standing().review()).isEmpty();
        assertThat(transit()).isZero();
    }

    @Test
    void aTopUpThatAPersonGaveUpIsOpenAgainWhenItArrivesAndLeavesItsLaneToItsSuccessor() {
        Card card = house.activeCard();
        Operation operation = lostTopUp(card);
        settle(operation, As.FAILED, "order-78");
        assertThat(movement(card).result().fundsReturned()).isEqualTo(FundsReturned.YES);
        assertThat(transit()).isZero();
        house.issuer.next(Mood.SILENT_AFTER);
        OperationId successor = ((Result.Pending<FundsMovement>) house.topUp(card)).operation();

        said("order-78", OrderReading.SUCCEEDED);

        Operation reopened = operation(operation.id());
        assertThat(reopened.state()).isEqualTo(new OperationState.InReview("failed_by_hand_then_succeeded"));
        assertThat(reopened.about().lane()).isEmpty();
        assertThat(reopened.progress().settledAt()).isEmpty();
        assertThat(operation(successor).state()).isInstanceOf(OperationState.Unknown.class);
        assertThat(transit()).as("both are under way").isEqualTo(4000);

        settle(reopened, As.SUCCEEDED, "order-78");
        assertThat(operation(operation.id()).state()).isEqualTo(new OperationState.SucceededByHand());
        assertThat(transit()).isEqualTo(2000);
    }

    @Test
    void whatAppearsInALaneIsNotGivenToTheSuccessorOfWhatAPersonSettled() {
        Card card = house.activeCard();
        house.issuer.lookups = Set.of(Lookup.BY_LIST);
        house.issuer.remembersKeys = false;
        house.issuer.next(Mood.SILENT_BEFORE);
        house.topUp(card);
        house.runJobs(Duration.ofMinutes(10));
        settle(last(OperationKind.TOP_UP), As.FAILED, "");
        house.issuer.next(Mood.SILENT_AFTER);
        house.topUp(card);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(last(OperationKind.TOP_UP).state())
                .isEqualTo(new OperationState.InReview("lane_has_a_candidate_settled_by_hand"));
    }

    @Test
    void aTopUpThatIsOnlyToldByCardAndAmountReopensWhatAPersonGaveUp() {
        Card card = house.activeCard();
        Operation operation = lostTopUp(card);
        settle(operation, As.FAILED, "");
        deliver(told(card, "late-order"));
        assertThat(operation(operation.id()).state())
                .isEqualTo(new OperationState.InReview("failed_by_hand_then_succeeded"));
    }

    @Test
    void aTopUpThatIsOnlyToldByCardAndAmountIsNotGivenToTheSuccessorOfWhatAPersonGaveUp() {
        Card card = house.activeCard();
        settle(lostTopUp(card), As.FAILED, "");
        house.issuer.next(Mood.SILENT_BEFORE);
        OperationId successor = ((Result.Pending<FundsMovement>) house.topUp(card)).operation();
        deliver(told(card, "late-order"));
        assertThat(operation(successor).state()).isEqualTo(new OperationState.InReview("several_match"));
    }

    @Test
    void aCardThatAPersonFoundIsLookedAtAndInDoubtAgainWhenTheIssuerNeverMadeIt() {
        CardholderId holder = house.holder();
        Operation operation = lostIssue(holder, Mood.SILENT_AFTER);
        assertThat(settle(operation, As.SUCCEEDED, "")).isInstanceOf(Result.Declined.class);
        settle(operation, As.SUCCEEDED, "card-1");
        Card card = house.onlyCard();
        assertThat(card.standing().state()).isEqualTo(new CardState.Pending());
        assertThat(card.atProvider().reference()).contains(new ProviderRef("card-1"));
        house.runJobs(Duration.ofMinutes(1));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
        assertThat(house.onlyCard().standing().review()).isEmpty();
    }

    @Test
    void aCardThatAPersonFoundAndTheIssuerCallsFailedIsInReviewAgain() {
        Operation operation = lostIssue(house.holder(), Mood.SILENT_BEFORE);
        settle(operation, As.SUCCEEDED, "card-1");
        cardSaid(CardReading.FAILED);
        assertThat(operation(operation.id()).state())
                .isEqualTo(new OperationState.InReview("succeeded_by_hand_then_failed"));
        assertThat(house.onlyCard().standing().review()).isPresent();
        settle(operation(operation.id()), As.FAILED, "");
        assertThat(house.onlyCard().standing().state()).isInstanceOf(CardState.Failed.class);
        assertThat(house.onlyCard().standing().review()).isEmpty();
    }

    @Test
    void aCardThatAPersonGaveUpIsAskedForAgainWhenTheIssuerHasIt() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SLOW);
        house.issue(holder);
        house.issuer.orders.clear();
        house.runJobs(Duration.ofMinutes(2));
        Operation operation = last(OperationKind.ISSUE_CARD);
        assertThat(operation.state()).isEqualTo(new OperationState.InReview("unknown_to_issuer"));
        settle(operation, As.FAILED, "");
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Failed(SettleByHand.CODE, ""));

        cardSaid(CardReading.ACTIVE);

        assertThat(operation(operation.id()).state())
                .isEqualTo(new OperationState.InReview("failed_by_hand_then_succeeded"));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Pending());
        assertThat(house.onlyCard().standing().review()).isPresent();
        house.issuer.cards.replaceAll((card, word) -> "active");
        settle(operation(operation.id()), As.SUCCEEDED, "");
        house.runJobs(Duration.ofMinutes(1));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
    }

    @Test
    void whatIsNotInReviewIsNotSettledAndAnotherCardsIdIsNotTaken() {
        Card card = house.activeCard();
        house.topUp(card);
        Operation done = last(OperationKind.TOP_UP);
        assertThat(settle(done, As.FAILED, ""))
                .isEqualTo(new Result.Declined<>(new Problem.NotInReview(done.id(), OperationState.Name.SUCCEEDED)));
        Operation lost = lostIssue(card.owner().cardholder(), Mood.SILENT_BEFORE);
        assertThat(settle(lost, As.SUCCEEDED, "card-1")).isInstanceOf(Result.Declined.class);
        assertThat(operation(lost.id()).state()).isInstanceOf(OperationState.InReview.class);
    }

    @Test
    void aCardholderBecomesWhatWasWishedWhenAPersonFindsThatTheIssuerHasItSo() {
        CardholderId holder = house.holder();
        CardholderProfile before = cardholder(holder).profile();
        CardholderProfile wanted = People.person(7);
        Operation operation = lostUpdate(holder, wanted);
        assertThat(cardholder(holder).profile()).isEqualTo(before);
        assertThat(update(holder, People.person(8)))
                .isEqualTo(new Result.Declined<>(new Problem.OperationOpen(operation.id())));

        settle(operation, As.SUCCEEDED, "");

        assertThat(cardholder(holder).profile()).isEqualTo(wanted);
        assertThat(cardholder(holder).externalReference()).contains("their-id");
        assertThat(house.stores.events().getLast().type()).isEqualTo(EventType.OPERATION_SUCCEEDED);
        assertThat(house.stores.events().stream().filter(event -> event.type() == EventType.CARDHOLDER_UPDATED))
                .hasSize(1);
    }

    @Test
    void aCardholderStaysWhenAPersonFindsThatTheIssuerHasNotChangedItAndCanBeChangedAgain() {
        CardholderId holder = house.holder();
        CardholderProfile before = cardholder(holder).profile();
        Operation operation = lostUpdate(holder, People.person(7));
        settle(operation, As.FAILED, "");
        assertThat(cardholder(holder).profile()).isEqualTo(before);
        assertThat(cardholder(holder).externalReference()).isEmpty();
        assertThat(update(holder, People.person(8))).isInstanceOf(Result.Settled.class);
        assertThat(cardholder(holder).profile()).isEqualTo(People.person(8));
    }

    private Operation lostUpdate(CardholderId holder, CardholderProfile wanted) {
        house.issuer.next(Mood.SILENT_AFTER);
        assertThat(update(holder, wanted)).isInstanceOf(Result.Pending.class);
        house.runJobs(Duration.ofMinutes(5));
        Operation operation = last(OperationKind.UPDATE_CARDHOLDER);
        assertThat(operation.state()).isInstanceOf(OperationState.InReview.class);
        return operation;
    }

    private Result<Dossier> update(CardholderId holder, CardholderProfile wanted) {
        return new UpdateCardholder(house.context)
                .handle(
                        new UpdateCardholder.Command(house.distributor, holder, was -> wanted, Optional.of("their-id")),
                        new Once.Unkeyed<>());
    }

    private Cardholder cardholder(CardholderId id) {
        return house.stores.read(
                all -> all.cardholders().find(new Scope.Everything(), id).orElseThrow());
    }

    private Operation lostTopUp(Card card) {
        house.issuer.remembersKeys = false;
        house.issuer.next(Mood.SILENT_BEFORE);
        house.topUp(card);
        house.runJobs(Duration.ofMinutes(5));
        Operation operation = last(OperationKind.TOP_UP);
        assertThat(operation.state()).isInstanceOf(OperationState.InReview.class);
        return operation;
    }

    private Operation lostIssue(CardholderId holder, Mood mood) {
        house.issuer.remembersKeys = false;
        house.issuer.next(mood);
        house.issue(holder);
        house.runJobs(Duration.ofMinutes(5));
        Operation operation = last(OperationKind.ISSUE_CARD);
        assertThat(operation.state()).isInstanceOf(OperationState.InReview.class);
        return operation;
    }

    private Result<Operation> settle(Operation operation, As as, String reference) {
        house.clock.advance(Duration.ofSeconds(1));
        return new SettleByHand(house.context)
                .handle(
                        new SettleByHand.Command(
                                ADMIN,
                                operation.id(),
                                as,
                                "seen in the issuer's portal",
                                Optional.of(reference)
                                        .filter(text -> !text.isEmpty())
                                        .map(ProviderRef::new)),
                        new Once.Unkeyed<>());
    }

    private static Operation settled(Result<Operation> result) {
        assertThat(result).isInstanceOf(Result.Settled.class);
        return ((Result.Settled<Operation>) result).resource();
    }

    private void said(String order, OrderReading reading) {
        OrderSeen seen = new OrderSeen(
                new ProviderRef(order), reading, reading.name(), Optional.empty(), FundsMoved.PLAIN, Optional.empty());
        deliver(new Signal.OrderSaid(seen, Optional.empty()));
    }

    private static Signal told(Card card, String order) {
        return new Signal.TopUpSaid(
                card.atProvider().reference().orElseThrow(), Shown.paid(order), new Money(2000, House.USD));
    }

    private void cardSaid(CardReading reading) {
        house.clock.advance(Duration.ofMinutes(1));
        deliver(new Signal.CardSaid(
                new CardSeen(
                        new ProviderRef("card-1"),
                        reading,
                        reading.name(),
                        CardFacts.NONE,
                        Optional.of(house.clock.instant())),
                Optional.empty()));
    }

    private void deliver(Signal signal) {
        String name = "late-" + deliveries++;
        webhooks.say(name, signal);
        DeliveryId id = ReadingOrderTest.admit(house, name);
        webhooks.applier(house).handle(id);
    }

    private Operation operation(OperationId id) {
        return house.stores.read(
                all -> all.operations().find(new Scope.Everything(), id).orElseThrow());
    }

    private Operation last(OperationKind kind) {
        return house
                .stores
                .read(all -> all.operations()
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

    private FundsMovement movement(Card card) {
        return house.stores
                .read(all -> all.movements()
                        .of(card.id(), MovementStore.Direction.IN, new Page.Request(10, Optional.empty())))
                .data()
                .getFirst();
    }

    private long transit() {
        return house.stores
                .read(all -> all.ledger().underWay())
                .getOrDefault(House.USD, new Ledger.UnderWay(0, 0))
                .booked();
    }

    private String audit(String action) {
        return house.stores.read(all -> all.audit().list(new Page.Request(100, Optional.empty()))).data().stream()
                .map(AuditTrail.Recorded::entry)
                .filter(entry -> entry.action().equals(action))
                .findFirst()
                .orElseThrow()
                .reason();
    }
}
