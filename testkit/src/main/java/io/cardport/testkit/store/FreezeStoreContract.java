package io.cardport.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.freeze.Freeze.Reach;
import io.cardport.domain.freeze.Hold;
import io.cardport.domain.id.CardId;
import io.cardport.domain.store.FreezeStore.Gathering;
import io.cardport.domain.store.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of freezes does. */
public abstract class FreezeStoreContract extends StoreTrials {
    private static final Instant LATER = Rows.NOW.plusSeconds(60);

    /** For the stores' own tests. */
    protected FreezeStoreContract() {}

    private Freeze freeze(Reach reach) {
        Freeze freeze = new Freeze(
                rows().ids.freeze(),
                reach,
                "theft",
                new Actor.OfAdmin(rows().ids.admin()),
                Rows.NOW,
                Optional.empty());
        write(stores -> {
            stores.freezes().exclude();
            stores.freezes().insert(freeze);
            return freeze;
        });
        return freeze;
    }

    private Card active() {
        Card card = card();
        return write(stores -> {
            Card active = card.standing(card.standing().in(new CardState.Active(), "ACTIVE"));
            stores.cards().lock(new Scope.Everything(), card.id());
            stores.cards().update(active);
            return active;
        });
    }

    private Freeze lifted(Freeze freeze) {
        Freeze lifted = freeze.lifted(new Freeze.Lift(new Actor.System(), "over", LATER));
        write(stores -> {
            stores.freezes().exclude();
            stores.freezes().lift(lifted);
            return lifted;
        });
        return lifted;
    }

    private int gather(Freeze freeze, int most) {
        return write(stores -> stores.freezes().gather(freeze, most, Rows.NOW));
    }

    private List<Hold> due(Freeze freeze, Instant now) {
        return write(stores -> stores.freezes().takeDue(now, now.plusSeconds(30), 10_000)).stream()
                .filter(hold -> hold.freeze().equals(freeze.id()))
                .toList();
    }

    private List<CardId> gatheredBy(Freeze freeze) {
        return due(freeze, Rows.NOW).stream().map(Hold::card).toList();
    }

    @Test
    final void aFreezeIsFoundAsItWasSetAndLifted() {
        Card card = card();
        for (Reach reach : List.of(
                new Reach.OfCardholder(card.owner().cardholder()),
                new Reach.OfProduct(card.owner().product()),
                new Reach.OfDistributor(card.owner().distributor()))) {
            Freeze freeze = freeze(reach);
            optional(stores -> stores.freezes().find(freeze.id())).contains(freeze);
            list(stores -> stores.freezes().standingOver(card.owner())).contains(freeze);
            Freeze lifted = lifted(freeze);
            optional(stores -> stores.freezes().find(freeze.id())).contains(lifted);
            list(stores -> stores.freezes().standingOver(card.owner())).doesNotContain(lifted, freeze);
        }
        Page<Freeze> newest = read(stores -> stores.freezes().list(new Page.Request(2, Optional.empty())));
        assertThat(newest.data()).hasSize(2);
    }

    @Test
    final void aFreezeIsOverNobodyElsesCards() {
        Card card = card();
        Card other = card();
        Freeze ofOne = freeze(new Reach.OfCardholder(card.owner().cardholder()));
        list(stores -> stores.freezes().standingOver(card.owner())).containsExactly(ofOne);
        list(stores -> stores.freezes().standingOver(other.owner())).isEmpty();
        Freeze all = freeze(new Reach.Everything());
        list(stores -> stores.freezes().standingOver(other.owner())).containsExactly(all);
        lifted(all);
    }

    @Test
    final void usableCardsInReachAreGatheredBatchByBatch() {
        List<CardId> cards = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            cards.add(active().id());
        }
        card();
        Freeze freeze = freeze(new Reach.OfDistributor(rows().distributor));
        list(stores -> stores.freezes().takeUngathered(Rows.NOW, LATER)).contains(freeze.id());
        list(stores -> stores.freezes().takeUngathered(Rows.NOW, LATER)).doesNotContain(freeze.id());
        assertThat(gather(freeze, 3)).isEqualTo(3);
        assertThat(state(freeze)).isEqualTo(Gathering.GOING_ON);
        list(stores -> stores.freezes().takeUngathered(Rows.NOW, LATER)).contains(freeze.id());
        assertThat(gather(freeze, 3)).isEqualTo(2);
        assertThat(state(freeze)).isEqualTo(Gathering.DONE);
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.PENDING, 5));
        assertThat(gatheredBy(freeze)).containsExactlyInAnyOrderElementsOf(cards);
        assertThat(gatheredBy(freeze)).isEmpty();
    }

    private Gathering state(Freeze freeze) {
        return read(stores -> stores.freezes().gathering(freeze.id()));
    }

    private Map<Hold.State, Integer> counts(Freeze freeze) {
        return read(stores -> stores.freezes().counts(freeze.id()));
    }

    @Test
    final void aLiftedFreezeGathersWhatItHoldsAndNothingElse() {
        Card first = active();
        Freeze freeze = freeze(new Reach.OfDistributor(rows().distributor));
        gather(freeze, 10);
        Hold held = due(freeze, Rows.NOW).getFirst();
        write(stores -> {
            stores.freezes().note(new Hold(held.freeze(), held.card(), Hold.State.CONFIRMED, 1), Optional.empty());
            return held;
        });
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.CONFIRMED, 1));
        active();
        Freeze lifted = lifted(freeze);
        assertThat(gather(lifted, 10)).isEqualTo(1);
        Hold again = due(freeze, Rows.NOW).getFirst();
        assertThat(again).isEqualTo(new Hold(freeze.id(), first.id(), Hold.State.CONFIRMED, 0));
        write(stores -> {
            stores.freezes().note(new Hold(again.freeze(), again.card(), Hold.State.RELEASED, 1), Optional.empty());
            return again;
        });
        assertThat(due(freeze, LATER.plus(Duration.ofDays(1)))).isEmpty();
        list(stores -> stores.freezes().in(freeze.id(), Hold.State.RELEASED, 5)).containsExactly(first.id());
    }

    @Test
    final void aCardIsHeldOnceAndForgotten() {
        Card card = card();
        Freeze freeze = freeze(new Reach.OfCardholder(card.owner().cardholder()));
        for (int times = 0; times < 2; times++) {
            write(stores -> {
                stores.freezes().share();
                stores.freezes().hold(freeze.id(), card.id(), Rows.NOW);
                return card;
            });
        }
        assertThat(counts(freeze)).isEqualTo(Map.of(Hold.State.PENDING, 1));
        write(stores -> {
            stores.freezes().forget(freeze.id(), card.id());
            return card;
        });
        assertThat(counts(freeze)).isEmpty();
    }
}
