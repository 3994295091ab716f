package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.InboxStore;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.IssueCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.webhook.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** News without a reference of ours settle the one operation that fits, before its answer or after, and never another. */
class MatchedNewsTest {
    private final House house = new House();
    private final WebhookIssuer webhooks = new WebhookIssuer();

    @BeforeEach
    void theIssuerKeepsNoReference() {
        house.issuer.remembersKeys = false;
        house.issuer.lookups = Set.of();
        house.issuer.withheld.add(OrderLookup.class);
    }

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void anIssueWhoseAnswerWasLostIsSettledByTheNewsOfItsCard() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_AFTER);
        house.issue(holder);
        said(made(holder, "card-1"));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
        assertThat(last(OperationKind.ISSUE_CARD).state()).isEqualTo(new OperationState.Succeeded());
    }

    @Test
    void newsBeforeTheAnswerSettleTheIssueAndTheAnswerChangesNothing() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_AFTER);
        house.issuer.meanwhile = Optional.of(() -> said(made(holder, "card-1")));
        assertThat(house.issue(holder)).isInstanceOf(Result.Settled.class);
        assertThat(house.onlyCard().atProvider().reference()).contains(new ProviderRef("card-1"));
    }

    @Test
    void newsOfACardWhoseIssueIsInReviewSettleIt() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_AFTER);
        house.issue(holder);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(last(OperationKind.ISSUE_CARD).state()).isInstanceOf(OperationState.InReview.class);
        said(made(holder, "card-1"));
        assertThat(last(OperationKind.ISSUE_CARD).state()).isEqualTo(new OperationState.Succeeded());
    }

    @Test
    void newsThatNothingWasMadeFailTheIssue() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_BEFORE);
        house.issue(holder);
        said(new Signal.IssueSaid(
                reference(holder),
                Optional.of(new ProviderRef("product")),
                new Signal.IssueResult.NotMade("E7", "no more cards")));
        assertThat(house.onlyCard().standing().state())
                .isEqualTo(new CardState.Failed("issue_failed", "E7: no more cards"));
    }

    @Test
    void theCardOfAnotherIsGivenToNobody() {
        Card first = house.activeCard();
        CardholderId holder = first.owner().cardholder();
        house.issuer.alias = "other-";
        house.issuer.next(Mood.SILENT_AFTER);
        house.issue(holder);
        IssuedCard strange = new IssuedCard(
                seen("card-9"), Map.of(), Set.of(first.atProvider().reference().orElseThrow()));
        said(new Signal.IssueSaid(reference(holder), Optional.empty(), new Signal.IssueResult.Made(strange)));
        assertThat(last(OperationKind.ISSUE_CARD).state()).isEqualTo(new OperationState.InReview("card_of_another"));
    }

    @Test
    void newsThatFitTwoIssuesAreForAPerson() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_AFTER, Mood.SILENT_AFTER);
        house.issue(holder);
        issue(
                holder,
                house.stores.<ProductId>read(
                        all -> all.products().offeredBy("memory").getLast().id()));
        DeliveryId delivery = said(new Signal.IssueSaid(reference(holder), Optional.empty(), madeOf("card-1")));
        assertThat(operations(OperationKind.ISSUE_CARD))
                .extracting(Operation::state)
                .containsOnly(new OperationState.InReview("several_match"));
        assertThat(outcome(delivery)).isEqualTo(Applied.UNRECOGNISED);
    }

    @Test
    void theProductTellsTwoIssuesApart() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_AFTER, Mood.SILENT_AFTER);
        house.issue(holder);
        issue(
                holder,
                house.stores.<ProductId>read(
                        all -> all.products().offeredBy("memory").getLast().id()));
        said(new Signal.IssueSaid(reference(holder), Optional.of(new ProviderRef("second")), madeOf("card-2")));
        assertThat(operations(OperationKind.ISSUE_CARD))
                .extracting(operation -> operation.state().settled())
                .containsExactly(true, false);
    }

    @Test
    void newsOfACardThatNobodyAskedForWaitForItsName() {
        CardholderId holder = house.holder();
        DeliveryId early = said(made(holder, "card-1"));
        assertThat(outcome(early)).isEqualTo(Applied.PARKED);
        house.issue(holder);
        webhooks.readAll(house);
        assertThat(outcome(early)).isEqualTo(Applied.APPLIED);
        DeliveryId nobody = said(new Signal.IssueSaid(
                new ProviderRef("nobody"), Optional.empty(), new Signal.IssueResult.NotMade("E", "")));
        assertThat(outcome(nobody)).isEqualTo(Applied.PARKED);
    }

    @Test
    void aCardIsFoundByEveryNameThatItHas() {
        house.issuer.alias = "hook-";
        Card card = house.activeCard();
        Instant later = house.clock.instant().plusSeconds(5);
        CardSeen frozen = new CardSeen(
                new ProviderRef("hook-card-1"),
                CardReading.LOCKED_BY_PROVIDER,
                "blocked",
                CardFacts.NONE,
                Optional.of(later));
        house.clock.advance(Duration.ofSeconds(6));
        assertThat(outcome(said(new Signal.CardSaid(frozen, Optional.empty())))).isEqualTo(Applied.APPLIED);
        assertThat(house.card(card.id()).standing().state()).isInstanceOf(CardState.Locked.class);
    }

    @Test
    void aTopUpIsSettledByCardAndAmount() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_AFTER);
        house.topUp(card);
        said(paid(card, "r-1", 2000, OrderReading.SUCCEEDED));
        Operation operation = last(OperationKind.TOP_UP);
        assertThat(operation.state()).isEqualTo(new OperationState.Succeeded());
        assertThat(movement(operation).result().state()).isEqualTo(MovementState.SUCCEEDED);
        assertThat(movement(operation).result().reference()).isEqualTo("r-1");
    }

    @Test
    void newsOfATopUpBeforeItsAnswerSettleIt() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SLOW);
        house.issuer.meanwhile = Optional.of(() -> said(paid(card, "r-1", 2000, OrderReading.SUCCEEDED)));
        house.topUp(card);
        assertThat(last(OperationKind.TOP_UP).state()).isEqualTo(new OperationState.Succeeded());
    }

    @Test
    void aLateResultSettlesTheTopUpInReviewAndNotTheNext() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_AFTER);
        house.topUp(card);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(house.topUp(card)).isInstanceOf(Result.Declined.class);
        said(paid(card, "r-1", 2000, OrderReading.FAILED));
        assertThat(last(OperationKind.TOP_UP).state())
                .isEqualTo(new OperationState.Failed(new Failure("order_failed", "FAILED")));
        assertThat(house.topUp(card)).isInstanceOf(Result.Settled.class);
        said(paid(card, "r-1", 2000, OrderReading.FAILED));
        assertThat(last(OperationKind.TOP_UP).state()).isEqualTo(new OperationState.Succeeded());
    }

    @Test
    void moneyThatNobodySentIsShown() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_AFTER);
        house.topUp(card);
        DeliveryId other = said(paid(card, "r-1", 1999, OrderReading.SUCCEEDED));
        assertThat(outcome(other)).isEqualTo(Applied.UNRECOGNISED);
        assertThat(last(OperationKind.TOP_UP).state()).isInstanceOf(OperationState.Unknown.class);
    }

    @Test
    void aChangeThatTheIssuerRefusesAfterwardsFails() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_BEFORE);
        new LockCard(house.context).handle(new LockCard.Command(house.target(card), "lost"), new Once.Unkeyed<>());
        said(new Signal.ChangeRefusedSaid(card.atProvider().reference().orElseThrow(), "FAILED", ""));
        assertThat(last(OperationKind.LOCK_CARD).state())
                .isEqualTo(new OperationState.Failed(new Failure("change_refused", "FAILED")));
        assertThat(house.card(card.id()).standing().change()).isEmpty();
    }

    private DeliveryId said(Signal signal) {
        return webhooks.hear(house, signal);
    }

    private Applied outcome(DeliveryId delivery) {
        return house
                .stores
                .<List<InboxStore.Entry>>read(all -> all.inbox()
                        .list(Optional.empty(), Optional.empty(), new Page.Request(100, Optional.empty()))
                        .data())
                .stream()
                .filter(entry -> entry.id().equals(delivery))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private Signal made(CardholderId holder, String card) {
        return new Signal.IssueSaid(reference(holder), Optional.of(new ProviderRef("product")), madeOf(card));
    }

    private static Signal.IssueResult madeOf(String card) {
        return new Signal.IssueResult.Made(new IssuedCard(seen(card), Map.of()));
    }

    private static CardSeen seen(String card) {
        return new CardSeen(new ProviderRef(card), CardReading.ACTIVE, "active", CardFacts.NONE, Optional.empty());
    }

    private static Signal paid(Card card, String order, long cents, OrderReading reading) {
        return new Signal.TopUpSaid(
                card.atProvider().reference().orElseThrow(),
                new OrderSeen(
                        new ProviderRef(order),
                        reading,
                        reading.name(),
                        Optional.empty(),
                        FundsMoved.PLAIN,
                        Optional.empty()),
                new Money(cents, House.USD));
    }

    private ProviderRef reference(CardholderId id) {
        return house.stores
                .<Optional<Cardholder>>read(all -> all.cardholders().find(new Scope.Everything(), id))
                .flatMap(Cardholder::reference)
                .orElseThrow();
    }

    private Result<Card> issue(CardholderId holder, ProductId product) {
        return new IssueCard(house.context)
                .handle(
                        new IssueCard.Command(
                                house.distributor,
                                holder,
                                product,
                                CardType.VIRTUAL,
                                House.USD,
                                CardOptions.NONE,
                                Optional.empty()),
                        new Once.Unkeyed<>());
    }

    private FundsMovement movement(Operation operation) {
        return house.stores
                .<Optional<FundsMovement>>read(all -> all.movements().lockOf(operation.id()))
                .orElseThrow();
    }

    private Operation last(OperationKind kind) {
        return operations(kind).getFirst();
    }

    private List<Operation> operations(OperationKind kind) {
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
                .toList();
    }
}
