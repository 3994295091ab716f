package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.ReconcileTransactions;
import io.cardport.domain.usecase.ReconcileTransactions.Reading;
import io.cardport.domain.usecase.ReconcileTransactions.Tally;
import io.cardport.domain.usecase.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where an issuer lists a card's transactions only, card after card is asked for, none more often than so often. */
class TransactionSweepTest {
    private static final Duration BETWEEN = Duration.ofHours(6);

    private final House house = new House();
    private final List<ProviderRef> asked = new ArrayList<>();
    private final List<Instant> since = new ArrayList<>();
    private final Map<ProviderRef, Look<List<TransactionSeen>>> answers = new HashMap<>();
    private int granted = Integer.MAX_VALUE;

    @BeforeEach
    void theIssuerListsEachCard() {
        house.issuer.extras.add((CardTransactions) (card, from) -> {
            asked.add(card);
            since.add(from);
            return answers.getOrDefault(card, new Look.Found<>(List.of()));
        });
    }

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void whatNoHintToldIsFoundAndEachCardIsAskedForOnceInSixHours() {
        Card card = cards(2).getFirst();
        answers.put(reference(card), purchase(TransactionStatus.AUTHORIZED));
        Instant began = house.clock.instant();
        assertThat(read()).isEqualTo(new Reading.Complete(new Tally(1, 0), began));
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();

        house.clock.advance(Duration.ofHours(1));
        assertThat(read()).isEqualTo(new Reading.Resting(began.plus(BETWEEN)));
        house.clock.advance(Duration.ofHours(5));
        answers.put(reference(card), purchase(TransactionStatus.SETTLED));
        assertThat(read()).isEqualTo(new Reading.Complete(new Tally(1, 0), house.clock.instant()));
        assertThat(asked).hasSize(4);
        assertThat(house.transactions(card))
                .singleElement()
                .satisfies(one -> assertThat(one.seen().status()).isEqualTo(TransactionStatus.SETTLED));
    }

    @Test
    void aRoundGoesOnWhereTheBudgetOrTheIssuerCutIt() {
        List<Card> cards = cards(3);
        Instant began = house.clock.instant();
        granted = 1;
        assertThat(read()).isEqualTo(new Reading.Partly(new Tally(0, 0), Duration.ofSeconds(7)));
        granted = Integer.MAX_VALUE;
        List<ProviderRef> order = cards.stream()
                .map(TransactionSweepTest::reference)
                .sorted(this::byText)
                .toList();
        answers.put(order.get(1), new Look.Unavailable<>(Look.Cause.ISSUER_DOWN));
        house.clock.advance(Duration.ofMinutes(1));
        assertThat(read()).isEqualTo(new Reading.Incomplete(new Tally(0, 0)));
        answers.clear();
        assertThat(read()).isEqualTo(new Reading.Complete(new Tally(0, 0), began));
        assertThat(asked).containsExactly(order.get(0), order.get(1), order.get(1), order.get(2));
    }

    /** An issuer shows a hundred at a time, so a longer list has taken several calls. */
    @Test
    void aLongListIsPaidForBeforeTheNextCardIsAskedFor() {
        List<ProviderRef> order = cards(2).stream()
                .map(TransactionSweepTest::reference)
                .sorted(this::byText)
                .toList();
        answers.put(
                order.getFirst(),
                new Look.Found<>(IntStream.range(0, 350)
                        .mapToObj(number -> purchase("t-" + number, TransactionStatus.SETTLED))
                        .toList()));
        granted = 2;
        assertThat(read()).isEqualTo(new Reading.Partly(new Tally(350, 0), Duration.ofSeconds(14)));
        granted = Integer.MAX_VALUE;
        assertThat(read()).isInstanceOf(Reading.Complete.class);
        assertThat(asked).isEqualTo(order);
    }

    @Test
    void aRunAsksForABoundedNumberOfCards() {
        cards(60);
        assertThat(read()).isEqualTo(new Reading.Partly(new Tally(0, 0), Duration.ZERO));
        assertThat(asked).hasSize(50);
        assertThat(read()).isInstanceOf(Reading.Complete.class);
        assertThat(asked).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void oneCardThatCannotBeReadStopsNoOther() {
        List<ProviderRef> order = cards(3).stream()
                .map(TransactionSweepTest::reference)
                .sorted(this::byText)
                .toList();
        answers.put(order.get(0), new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
        answers.put(order.get(1), new Look.Absent<>());
        answers.put(order.get(2), purchase(TransactionStatus.AUTHORIZED));
        assertThat(read()).isEqualTo(new Reading.Complete(new Tally(1, 2), house.clock.instant()));
    }

    @Test
    void aClosedCardIsAskedForWhileItsAuthorizationsMayStillSettle() {
        Card card = house.activeCard();
        new CloseCard(house.context).handle(new CloseCard.Command(house.target(card), ""), new Once.Unkeyed<>());
        house.runJobs(Duration.ofMinutes(1));
        assertThat(house.card(card.id()).standing().state()).isInstanceOf(CardState.Closed.class);
        read();
        assertThat(asked).hasSize(1);
        house.clock.advance(Duration.ofDays(29));
        read();
        assertThat(asked).hasSize(2);
        house.clock.advance(Duration.ofDays(2));
        assertThat(read()).isInstanceOf(Reading.Complete.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aCardIsAskedForFromItsBeginningThenForAMonth() {
        Card card = house.activeCard();
        read();
        assertThat(since).containsExactly(card.times().createdAt().minusSeconds(3600));
        house.clock.advance(Duration.ofDays(40));
        Instant second = house.clock.instant();
        read();
        house.clock.advance(Duration.ofDays(1));
        read();
        assertThat(since.getLast()).isEqualTo(second.minus(Duration.ofDays(30)));
    }

    @Test
    void anIssuerThatKeepsARecordOfItsWebhooksIsAskedForThatInstead() {
        house.activeCard();
        house.issuer.extras.add((MissedWebhooks) from -> new Look.Found<>(List.of()));
        assertThat(read()).isEqualTo(new Reading.NotOffered());
        assertThat(asked).isEmpty();
    }

    /** Of one holder. */
    private List<Card> cards(int number) {
        var holder = house.holder();
        return Stream.generate(() -> house.issue(holder))
                .limit(number)
                .map(result -> ((Result.Settled<Card>) result).resource())
                .toList();
    }

    private Reading read() {
        return new ReconcileTransactions(house.context, BETWEEN)
                .handle("memory", () -> granted-- > 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(7)));
    }

    private int byText(ProviderRef one, ProviderRef two) {
        return one.value().compareTo(two.value());
    }

    private static ProviderRef reference(Card card) {
        return card.atProvider().reference().orElseThrow();
    }

    private static Look<List<TransactionSeen>> purchase(TransactionStatus status) {
        return new Look.Found<>(List.of(purchase("t-1", status)));
    }

    private static TransactionSeen purchase(String name, TransactionStatus status) {
        return new TransactionSeen(
                new ProviderRef(name),
                TransactionType.PURCHASE,
                status,
                status.name(),
                new TransactionSeen.Amounts(new Money(500, House.USD), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Instant.parse("2026-11-20T12:00:05Z"));
    }
}
