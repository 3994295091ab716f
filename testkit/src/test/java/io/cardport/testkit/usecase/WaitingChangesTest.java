package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.UnlockCard;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change of a card that has to wait for an earlier one. */
class WaitingChangesTest {
    private final House house = new House();
    private final Card card = house.activeCard();

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void aCloseBehindAnUnlockThatNoOrderTellsOfIsSentOnceTheCardShowsTheUnlock() {
        house.issuer.withheld.add(OrderLookup.class);
        locked();
        house.issuer.next(Mood.SLOW);
        assertThat(unlock()).isInstanceOf(Result.Pending.class);
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(close(new Once.Unkeyed<>())).isInstanceOf(Result.Pending.class);

        house.runJobs(Duration.ofMinutes(15));

        assertThat(house.card(card.id()).standing().state().name()).isEqualTo(CardState.Name.CLOSED);
        assertThat(house.card(card.id()).standing().review()).isEmpty();
    }

    /** Its webhook may never come: only a look can tell. */
    @Test
    void aChangeThatNoOrderTellsOfIsSettledByLooking() {
        house.issuer.withheld.add(OrderLookup.class);
        locked();
        house.issuer.next(Mood.SLOW);
        assertThat(unlock()).isInstanceOf(Result.Pending.class);

        house.runJobs(Duration.ofMinutes(5));

        assertThat(house.card(card.id()).standing().state().name()).isEqualTo(CardState.Name.ACTIVE);
        assertThat(house.card(card.id()).standing().change()).isEmpty();
    }

    @Test
    void aCloseIsNotHeldUpForEverByAnUnlockThatNeverShows() {
        house.issuer.withheld.add(OrderLookup.class);
        locked();
        house.issuer.next(Mood.SLOW);
        unlock();
        house.issuer.cards.replaceAll((id, word) -> "frozen");
        house.clock.advance(Duration.ofSeconds(1));
        close(new Once.Unkeyed<>());

        house.runJobs(Duration.ofMinutes(30));

        assertThat(house.issuer.cards.values()).containsExactly("closed");
        assertThat(house.card(card.id()).standing().review().orElseThrow().reason())
                .isEqualTo("change_not_seen");
    }

    @Test
    void theAnswerToAChangeThatWaitsIsKeptForItsRepetitions() {
        locked();
        house.issuer.next(Mood.SLOW);
        unlock();
        house.clock.advance(Duration.ofSeconds(1));
        Actor caller = new Actor.OfDistributor(house.distributor);
        StoredAnswer answer = new StoredAnswer(202, Map.of(), new byte[] {1});
        assertThat(close(new Once.Keyed<>(caller, "key", "print", result -> answer)))
                .isInstanceOf(Result.Pending.class);

        var claim = house.stores.read(all -> all.claims().find(caller, "key"));

        assertThat(claim.orElseThrow().answer()).isEqualTo(Optional.of(answer));
    }

    private void locked() {
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(new LockCard(house.context)
                        .handle(new LockCard.Command(house.target(card), ""), new Once.Unkeyed<>()))
                .isInstanceOf(Result.Settled.class);
        house.clock.advance(Duration.ofSeconds(1));
    }

    private Result<Card> unlock() {
        return new UnlockCard(house.context)
                .handle(new UnlockCard.Command(house.target(card), ""), new Once.Unkeyed<>());
    }

    private Result<Card> close(Once<Card> once) {
        return new CloseCard(house.context).handle(new CloseCard.Command(house.target(card), ""), once);
    }
}
