package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.AccountTransactions.OfCard;
import io.cardport.domain.issuing.AccountTransactions.Part;
import io.cardport.domain.issuing.AccountTransactions.Span;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.usecase.PullWebhooks;
import io.cardport.domain.usecase.ReconcileTransactions;
import io.cardport.domain.usecase.ReconcileTransactions.Reading;
import io.cardport.domain.usecase.ReconcileTransactions.Tally;
import io.cardport.domain.webhook.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A purchase whose webhook never came is on the issuer's list of the account, and is told once. */
class ReconcileTransactionsTest {
    private final House house = new House();
    private final WebhookIssuer webhooks = new WebhookIssuer();
    private final List<Span> asked = new ArrayList<>();
    private final List<Optional<String>> places = new ArrayList<>();
    private final Deque<Look<Part>> answers = new ArrayDeque<>();
    private int granted = Integer.MAX_VALUE;

    @BeforeEach
    void theIssuerListsTheAccount() {
        house.issuer.extras.add((AccountTransactions) (time, place) -> {
            asked.add(time);
            places.add(place);
            return answers.isEmpty() ? page(Optional.empty()) : answers.remove();
        });
    }

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void whatNoWebhookToldIsFoundAndToldOnce() {
        Card card = house.activeCard();
        answers.add(page(Optional.empty(), bought(card, "t-1", TransactionStatus.AUTHORIZED, 5)));
        answers.add(page(Optional.empty(), bought(card, "t-1", TransactionStatus.AUTHORIZED, 5)));
        assertThat(read()).isEqualTo(complete(1, 0));
        house.clock.advance(Duration.ofHours(1));
        assertThat(read()).isEqualTo(complete(0, 0));
        assertThat(house.transactions(card)).singleElement().satisfies(one -> {
            assertThat(one.seen().reference()).isEqualTo(new ProviderRef("t-1"));
            assertThat(one.times().version()).isEqualTo(1);
        });
        assertThat(told()).containsExactly(EventType.TRANSACTION_AUTHORIZED);
    }

    @Test
    void whatAWebhookToldIsNoNewsAndAWebhookThatComesLateIsNone() {
        Card card = house.activeCard();
        OfCard first = bought(card, "t-1", TransactionStatus.AUTHORIZED, 5);
        OfCard second = bought(card, "t-2", TransactionStatus.AUTHORIZED, 6);
        webhook(first);
        answers.add(page(Optional.empty(), second, first));
        assertThat(read()).isEqualTo(complete(1, 0));
        webhook(second);
        assertThat(house.transactions(card)).hasSize(2);
        assertThat(told()).containsExactly(EventType.TRANSACTION_AUTHORIZED, EventType.TRANSACTION_AUTHORIZED);
    }

    @Test
    void aReversalIsToldAfterWhatItReversesWhateverTheOrderOfTheList() {
        Card card = house.activeCard();
        OfCard made = bought(card, "t-1", TransactionStatus.AUTHORIZED, 5);
        OfCard undone = bought(card, "t-1", TransactionStatus.REVERSED, 5);
        answers.add(page(Optional.of("2"), undone));
        answers.add(page(Optional.empty(), made));
        assertThat(read()).isEqualTo(complete(2, 0));
        assertThat(told()).containsExactly(EventType.TRANSACTION_AUTHORIZED, EventType.TRANSACTION_REVERSED);
    }

    /** A settlement may come in parts that bear the same reference (UQPAY section 5.2: "SETTLED may be partial"). */
    @Test
    void theNewestOfSeveralSettlementsStaysHoweverOftenTheListIsRead() {
        Card card = house.activeCard();
        OfCard made = bought(card, "t-1", TransactionStatus.AUTHORIZED, 5);
        OfCard first = of(bought(card, "t-1", TransactionStatus.SETTLED, 6), 10_000);
        OfCard second = of(bought(card, "t-1", TransactionStatus.SETTLED, 7), 9_000);
        webhook(made);
        webhook(first);
        webhook(second);
        for (int reading = 0; reading < 3; reading++) {
            answers.add(page(Optional.empty(), second, first, made));
            read();
            assertThat(house.transactions(card))
                    .singleElement()
                    .satisfies(one ->
                            assertThat(one.seen().amounts().amount().minor()).isEqualTo(9_000));
        }
        assertThat(told()).containsExactly(EventType.TRANSACTION_AUTHORIZED, EventType.TRANSACTION_SETTLED);
    }

    @Test
    void whatAnEarlierPartShowedOlderDoesNotReplaceWhatIsNewer() {
        Card card = house.activeCard();
        answers.add(page(Optional.of("b"), of(bought(card, "t-1", TransactionStatus.SETTLED, 7), 9_000)));
        granted = 1;
        read();
        granted = 1;
        answers.add(page(Optional.empty(), of(bought(card, "t-1", TransactionStatus.SETTLED, 6), 10_000)));
        read();
        assertThat(house.transactions(card))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.seen().amounts().amount().minor()).isEqualTo(9_000));
    }

    @Test
    void aPageThatCantBeReadIsCountedAndAskedForAgain() {
        answers.add(page(Optional.of("b")));
        answers.add(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
        assertThat(read()).isEqualTo(new Reading.Incomplete(new Tally(0, 1)));
        read();
        assertThat(places.getLast()).contains("b");
    }

    @Test
    void eachReadingBeginsAnHourBeforeTheLastThatWasComplete() {
        Instant first = house.clock.instant();
        read();
        house.clock.advance(Duration.ofHours(2));
        answers.add(new Look.Unavailable<>(Look.Cause.ISSUER_DOWN));
        assertThat(read()).isEqualTo(new Reading.Incomplete(new Tally(0, 0)));
        house.clock.advance(Duration.ofHours(2));
        read();
        assertThat(asked)
                .extracting(Span::from)
                .containsExactly(
                        first.minus(Duration.ofHours(24)),
                        first.minus(Duration.ofHours(1)),
                        first.minus(Duration.ofHours(1)));
        assertThat(asked.getLast().to()).isEqualTo(first.plus(Duration.ofHours(4)));
    }

    @Test
    void aRoundThatTheIssuerOrTheBudgetCutsGoesOnFromItsPlace() {
        Card card = house.activeCard();
        Instant began = house.clock.instant();
        answers.add(page(Optional.of("b"), bought(card, "t-1", TransactionStatus.AUTHORIZED, 5)));
        answers.add(new Look.Unavailable<>(Look.Cause.ISSUER_DOWN));
        assertThat(read()).isEqualTo(new Reading.Incomplete(new Tally(1, 0)));

        house.clock.advance(Duration.ofMinutes(1));
        answers.add(page(Optional.of("c"), bought(card, "t-2", TransactionStatus.AUTHORIZED, 4)));
        granted = 1;
        assertThat(read()).isEqualTo(new Reading.Partly(new Tally(1, 0), Duration.ofSeconds(7)));

        house.clock.advance(Duration.ofMinutes(1));
        granted = 1;
        answers.add(page(Optional.empty(), bought(card, "t-3", TransactionStatus.AUTHORIZED, 3)));
        assertThat(read()).isEqualTo(new Reading.Complete(new Tally(1, 0), began));
        assertThat(places).containsExactly(Optional.empty(), Optional.of("b"), Optional.of("b"), Optional.of("c"));
        assertThat(asked).extracting(Span::to).containsOnly(began);
        assertThat(house.transactions(card)).hasSize(3);
    }

    @Test
    void aRunReadsABoundedNumberOfPages() {
        for (int page = 1; page <= 25; page++) {
            answers.add(page(Optional.of("p" + page)));
        }
        assertThat(read()).isEqualTo(new Reading.Partly(new Tally(0, 0), Duration.ZERO));
        assertThat(places).hasSize(20);
        read();
        assertThat(places.get(20)).contains("p20");
    }

    @Test
    void aPlaceThatTheIssuerRefusesIsGivenUpAndTheRoundBeginsAnew() {
        answers.add(page(Optional.of("b")));
        answers.add(new Look.Unavailable<>(Look.Cause.ISSUER_DOWN));
        read();
        answers.add(new Look.Denied<>(new Refusal(Refusal.Reason.INVALID_REQUEST, "", "no such page")));
        assertThat(read()).isEqualTo(new Reading.Incomplete(new Tally(0, 0)));
        read();
        assertThat(places).containsExactly(Optional.empty(), Optional.of("b"), Optional.of("b"), Optional.empty());
    }

    @Test
    void aCardThatNobodyHereKnowsIsPassedOverAndCounted() {
        Card card = house.activeCard();
        OfCard mine = bought(card, "t-1", TransactionStatus.SETTLED, 5);
        answers.add(page(Optional.empty(), new OfCard(new ProviderRef("another"), mine.seen()), mine));
        assertThat(read()).isEqualTo(complete(1, 1));
        assertThat(house.transactions(card)).hasSize(1);
    }

    @Test
    void anIssuerWithNeitherListIsNotAsked() {
        house.issuer.extras.removeIf(AccountTransactions.class::isInstance);
        assertThat(read()).isEqualTo(new Reading.NotOffered());
        assertThat(new PullWebhooks(house.context, house.stores).handle("memory"))
                .isEqualTo(new PullWebhooks.Pull.NotOffered());
    }

    private Reading read() {
        return new ReconcileTransactions(house.context, Duration.ofHours(6))
                .handle("memory", () -> granted-- > 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(7)));
    }

    private Reading complete(int missed, int skipped) {
        return new Reading.Complete(new Tally(missed, skipped), house.clock.instant());
    }

    private static Look<Part> page(Optional<String> next, OfCard... newestFirst) {
        return new Look.Found<>(new Part(List.of(newestFirst), next));
    }

    private OfCard bought(Card card, String name, TransactionStatus status, long second) {
        return new OfCard(
                card.atProvider().reference().orElseThrow(),
                new TransactionSeen(
                        new ProviderRef(name),
                        TransactionType.PURCHASE,
                        status,
                        "purchase",
                        new TransactionSeen.Amounts(new Money(500, House.USD), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        Instant.parse("2026-11-20T12:00:00Z").plusSeconds(second)));
    }

    private static OfCard of(OfCard told, long minor) {
        TransactionSeen seen = told.seen();
        return new OfCard(
                told.card(),
                new TransactionSeen(
                        seen.reference(),
                        seen.type(),
                        seen.status(),
                        seen.word(),
                        new TransactionSeen.Amounts(new Money(minor, House.USD), Optional.empty(), Optional.empty()),
                        seen.merchant(),
                        seen.occurredAt()));
    }

    private void webhook(OfCard told) {
        webhooks.hear(house, new Signal.TransactionSaid(told.card(), told.seen()));
    }

    private List<EventType> told() {
        return house.stores.events().stream()
                .map(EventDraft::type)
                .filter(type -> type.name().startsWith("TRANSACTION_"))
                .toList();
    }
}
