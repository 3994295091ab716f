package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.funding.LedgerEntry.Account;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.IssueCard;
import io.cardport.domain.usecase.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A card whose answer was lost is found by our reference, when the issuer remembers the key no more: what it shows of the
 * card decides, not that the card is there.
 */
class FoundCardsTest {
    private static final Duration KEY_FORGOTTEN = Duration.ofHours(13);
    private static final Duration LOOK = Duration.ofMinutes(3);

    private final House house = new House();

    /** Lists the cards with our reference, as the issuer shows them now. */
    private final class Search implements CardSearch {
        @Override
        public Look<IssuedCard> madeBy(IssueCommand command) {
            return house.issuer.cards.entrySet().stream()
                    .findFirst()
                    .<Look<IssuedCard>>map(card -> new Look.Found<>(new IssuedCard(
                            new CardSeen(
                                    new ProviderRef(card.getKey()),
                                    InMemoryIssuer.reading(card.getValue()),
                                    card.getValue(),
                                    CardFacts.NONE,
                                    Optional.empty()),
                            Map.of())))
                    .orElseGet(Look.Absent::new);
        }
    }

    @AfterEach
    void eventsHaveNoHolesAndMoneyAddsUp() {
        house.assertVersionsWithoutHoles();
        house.assertUnderWayIsBooked();
    }

    @Test
    void aCardThatIsStillBeingMadeIsNamedAndItsLoadWaits() {
        Card card = lost(Set.of(Lookup.BY_OPERATION, Lookup.BY_ORDER), "making");

        house.runJobs(LOOK);

        assertThat(issue(card).state()).isInstanceOf(OperationState.Unknown.class);
        assertThat(house.card(card.id()).atProvider().reference()).contains(new ProviderRef("card-1"));
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Pending());
        assertThat(sum(Account.OnCard.class)).isZero();
        assertThat(load(card).result().state()).isEqualTo(MovementState.PENDING);

        becomes("active");
        house.runJobs(LOOK);

        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        assertThat(sum(Account.OnCard.class)).isEqualTo(10_000);
    }

    @Test
    void aCardThatWasNeverMadeFailsItsIssueAndNobodyKnowsWhereTheLoadIs() {
        Card card = lost(Set.of(Lookup.BY_OPERATION, Lookup.BY_ORDER), "failed");

        house.runJobs(LOOK);

        assertNeverMade(card);
    }

    @Test
    void aCardThatFailsAfterItWasFoundBeingMadeFailsItsIssue() {
        Card card = lost(Set.of(Lookup.BY_OPERATION, Lookup.BY_ORDER), "making");
        house.runJobs(LOOK);
        becomes("failed");

        house.runJobs(LOOK);

        assertNeverMade(card);
    }

    @Test
    void aCardThatIsNeverReadyIsAPersonsUntilItIs() {
        Card card = lost(Set.of(Lookup.BY_OPERATION, Lookup.BY_ORDER), "making");

        house.runJobs(Duration.ofMinutes(15));

        assertThat(issue(card).state()).isEqualTo(new OperationState.InReview("card_still_being_made"));
        assertThat(load(card).result().state()).isEqualTo(MovementState.UNSETTLED);

        becomes("active");
        house.runJobs(Duration.ofHours(1));

        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(house.card(card.id()).standing().review()).isEmpty();
        assertThat(sum(Account.OnCard.class)).isEqualTo(10_000);
    }

    @Test
    void withoutOrdersACardThatIsBeingMadeIsIssuedAndWaitedForByItself() {
        Card card = lost(Set.of(Lookup.BY_OPERATION), "making");

        house.runJobs(LOOK);

        assertThat(issue(card).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Pending());
    }

    @Test
    void withoutOrdersACardThatWasNeverMadeFailsItsIssueAllTheSame() {
        Card card = lost(Set.of(Lookup.BY_OPERATION), "failed");

        house.runJobs(LOOK);

        assertNeverMade(card);
    }

    private void assertNeverMade(Card card) {
        assertThat(issue(card).state())
                .isInstanceOfSatisfying(
                        OperationState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("issue_failed"));
        assertThat(house.card(card.id()).standing().state()).isInstanceOf(CardState.Failed.class);
        assertThat(house.card(card.id()).atProvider().reference()).contains(new ProviderRef("card-1"));
        assertThat(load(card).result().state()).isEqualTo(MovementState.FAILED);
        assertThat(load(card).result().fundsReturned()).isEqualTo(FundsMovement.FundsReturned.UNKNOWN);
        assertThat(sum(Account.OnCard.class)).isZero();
        assertThat(sum(Account.Transit.class)).isEqualTo(10_000);
    }

    /** A card with a load of 100, of which the answer was lost, when only a search can tell what became of it. */
    private Card lost(Set<Lookup> lookups, String word) {
        house.issuer.lookups = lookups;
        house.issuer.extras.add(new Search());
        var holder = house.holder();
        house.issuer.next(Mood.SILENT_AFTER);
        var options = new CardOptions(
                Optional.of(new Money(10_000, House.USD)),
                Optional.empty(),
                CardOptions.NONE.addresses(),
                CardControlsSpec.NONE,
                Optional.empty(),
                Optional.empty(),
                CardOptions.Metadata.EMPTY);
        assertThat(new IssueCard(house.context)
                        .handle(
                                new IssueCard.Command(
                                        house.distributor,
                                        holder,
                                        house.product,
                                        CardType.VIRTUAL,
                                        House.USD,
                                        options,
                                        Optional.empty()),
                                new Once.Unkeyed<>()))
                .isInstanceOf(Result.Pending.class);
        becomes(word);
        house.clock.advance(KEY_FORGOTTEN);
        return house.onlyCard();
    }

    private void becomes(String word) {
        house.issuer.cards.replaceAll((card, before) -> word);
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

    private FundsMovement load(Card card) {
        return house.stores
                .read(all -> all.movements()
                        .of(card.id(), MovementStore.Direction.IN, new Page.Request(1, Optional.empty())))
                .data()
                .getFirst();
    }

    private long sum(Class<? extends Account> kind) {
        return house.stores.bookings().stream()
                .filter(entry -> kind.isInstance(entry.account()))
                .map(LedgerEntry::amount)
                .mapToLong(Money::minor)
                .sum();
    }
}
