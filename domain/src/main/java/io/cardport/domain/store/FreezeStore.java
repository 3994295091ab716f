package io.cardport.domain.store;

import io.cardport.domain.card.Card;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.freeze.Hold;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.FreezeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Freezes and what they have done to cards. */
public interface FreezeStore {
    /**
     * Shares the lock that setting or lifting a freeze takes alone, until the transaction ends: what is read of freezes
     * afterwards stays so until then.
     */
    void share();

    /** Takes that lock alone: whoever shares it has committed, and whoever comes later sees what this transaction did. */
    void exclude();

    /**
     * Adds a freeze, whose cards are to be gathered at once.
     *
     * @param freeze a standing one
     */
    void insert(Freeze freeze);

    /**
     * Ends a freeze, whose cards are to be gathered again, to let go of them.
     *
     * @param freeze a lifted one
     */
    void lift(Freeze freeze);

    /**
     * Finds a freeze.
     *
     * @param id which
     * @return the freeze
     */
    Optional<Freeze> find(FreezeId id);

    /**
     * Lists freezes.
     *
     * @param page which part
     * @return the part, newest first
     */
    Page<Freeze> list(Page.Request page);

    /**
     * The freezes that a card is under.
     *
     * @param owner whose and of what the card is
     * @return those that stand, oldest first
     */
    List<Freeze> standingOver(Card.Owner owner);

    /**
     * Has a freeze work on a card soon; one that it has already is worked on again.
     *
     * @param freeze which freeze
     * @param card which card
     * @param due when, in database time
     */
    void hold(FreezeId freeze, CardId card, Instant due);

    /**
     * Takes freezes whose cards are still to be gathered.
     *
     * @param now database time
     * @param leaseUntil when another node may take them
     * @return the freezes, oldest due first
     */
    List<FreezeId> takeUngathered(Instant now, Instant leaseUntil);

    /**
     * Gathers the next cards of a freeze: of a standing one the cards in its reach that are active or locked, of a lifted one
     * those that it holds; each is due now.
     *
     * @param freeze which, as it is stored
     * @param most how many at most
     * @param now database time
     * @return how many; fewer than {@code most} ends the gathering
     */
    int gather(Freeze freeze, int most, Instant now);

    /**
     * Takes cards that are due.
     *
     * @param now database time
     * @param leaseUntil when another node may take them
     * @param limit how many at most
     * @return the cards, oldest due first
     */
    List<Hold> takeDue(Instant now, Instant leaseUntil, int limit);

    /**
     * Notes how far a card is.
     *
     * @param hold which, with its new state; its tries count one more
     * @param next when it is due again, empty where it is done
     */
    void note(Hold hold, Optional<Instant> next);

    /**
     * Forgets a card that is not usable anyway.
     *
     * @param freeze which freeze
     * @param card which card
     */
    void forget(FreezeId freeze, CardId card);

    /**
     * Counts a freeze's cards.
     *
     * @param freeze which
     * @return by state; states without any are left out
     */
    Map<Hold.State, Integer> counts(FreezeId freeze);

    /**
     * Whether all cards in a freeze's reach have been gathered.
     *
     * @param freeze which
     * @return how far gathering is
     */
    Gathering gathering(FreezeId freeze);

    /** How far gathering is. */
    enum Gathering {
        /** More may come. */
        GOING_ON,
        /** All are counted. */
        DONE
    }

    /**
     * Lists the cards of a freeze that are in a state.
     *
     * @param freeze which freeze
     * @param state in which state
     * @param most how many at most
     * @return the cards, by id
     */
    List<CardId> in(FreezeId freeze, Hold.State state, int most);
}
