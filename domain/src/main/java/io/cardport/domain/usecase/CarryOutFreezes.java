package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.freeze.Hold;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.FreezeId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has issuers lock what is frozen and let go of what no longer is, as operations of Cardport itself, in the background.
 * Any node goes on where another stopped.
 */
public final class CarryOutFreezes {
    private static final int BATCH = 500;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Context context;
    private final LockCard locks;
    private final UnlockCard unlocks;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public CarryOutFreezes(Context context) {
        this.context = context;
        this.locks = new LockCard(context);
        this.unlocks = new UnlockCard(context);
    }

    /**
     * Gathers the next cards of freezes that were set or lifted.
     *
     * @param lease how long they are ours
     * @return how many cards
     */
    public int gather(Duration lease) {
        List<FreezeId> due = context.work()
                .write(stores -> stores.freezes()
                        .takeUngathered(context.now(), context.now().plus(lease)));
        int gathered = 0;
        for (FreezeId id : due) {
            gathered += context.work().write(stores -> {
                stores.freezes().share();
                Freeze freeze = stores.freezes().find(id).orElseThrow();
                return stores.freezes().gather(freeze, BATCH, context.now());
            });
        }
        return gathered;
    }

    /**
     * Takes cards that are due.
     *
     * @param lease how long they are ours
     * @param limit how many at most
     * @return the cards
     */
    public List<Hold> take(Duration lease, int limit) {
        return context.work()
                .write(stores ->
                        stores.freezes().takeDue(context.now(), context.now().plus(lease), limit));
    }

    /**
     * Works on a card: has it locked while its freeze stands, else lets go of it.
     *
     * @param hold which
     * @return how far it is then, empty where there is nothing to do with it
     */
    public Optional<Hold.State> handle(Hold hold) {
        return switch (context.work().write(stores -> step(stores, hold))) {
            case Step.Lock ignored -> {
                Result<Card> result = locks.handle(new LockCard.Command(target(hold.card()), ""), new Once.Unkeyed<>());
                yield context.work().write(stores -> locked(stores, hold, result));
            }
            case Step.Unlock ignored -> {
                unlocks.handle(new UnlockCard.Command(target(hold.card()), ""), new Once.Unkeyed<>());
                yield context.work().write(stores -> unlocked(stores, hold));
            }
            case Step.Done(var state) -> state;
        };
    }

    private sealed interface Step {
        record Lock() implements Step {}

        record Unlock() implements Step {}

        record Done(Optional<Hold.State> state) implements Step {}
    }

    private static CardCommandTarget target(CardId card) {
        return new CardCommandTarget(new Scope.Everything(), card, new Actor.System(), Optional.empty());
    }

    private Step step(Stores stores, Hold hold) {
        stores.freezes().share();
        Freeze freeze = stores.freezes().find(hold.freeze()).orElseThrow();
        if (freeze.stands()) {
            return new Step.Lock();
        }
        Card card = stores.cards().find(new Scope.Everything(), hold.card()).orElseThrow();
        List<Freeze> others = stores.freezes().standingOver(card.owner());
        if (others.isEmpty() && hold.state() != Hold.State.UNSUPPORTED) {
            return new Step.Unlock();
        }
        // What another freeze still wants locked goes over to it.
        others.forEach(other -> stores.freezes().hold(other.id(), card.id(), context.now()));
        return new Step.Done(note(stores, hold, Hold.State.RELEASED, Optional.empty()));
    }

    private Optional<Hold.State> locked(Stores stores, Hold hold, Result<Card> result) {
        stores.freezes().share();
        if (!stores.freezes().find(hold.freeze()).orElseThrow().stands()) {
            // Lifted while the issuer was asked; whoever lifts may have gathered this card already.
            return again(stores, hold);
        }
        Card card = stores.cards().lock(new Scope.Everything(), hold.card()).orElseThrow();
        return switch (card.standing().state()) {
            case CardState.Active ignored ->
                unsupported(result)
                        ? note(stores, hold, Hold.State.UNSUPPORTED, Optional.empty())
                        : again(stores, hold);
            case CardState.Locked lock ->
                lock.owners().contains(LockOwner.FREEZE)
                                && card.standing().change().isEmpty()
                        ? note(stores, hold, Hold.State.CONFIRMED, Optional.empty())
                        : unsupported(result)
                                ? note(stores, hold, Hold.State.UNSUPPORTED, Optional.empty())
                                : again(stores, hold);
            // Not usable, or never again; one that becomes usable is taken hold of when it does.
            case CardState.Requested ignored -> forget(stores, hold);
            case CardState.Pending ignored -> forget(stores, hold);
            case CardState.Inactive ignored -> forget(stores, hold);
            case CardState.Closing ignored -> forget(stores, hold);
            case CardState.Closed ignored -> forget(stores, hold);
            case CardState.Failed ignored -> forget(stores, hold);
        };
    }

    private static boolean unsupported(Result<Card> result) {
        return result instanceof Result.Declined<Card>(var problem) && problem instanceof Problem.Unsupported;
    }

    private Optional<Hold.State> unlocked(Stores stores, Hold hold) {
        Card card = stores.cards().lock(new Scope.Everything(), hold.card()).orElseThrow();
        boolean owned = card.standing().state() instanceof CardState.Locked lock
                && lock.owners().contains(LockOwner.FREEZE);
        boolean wanted = card.standing()
                .change()
                .filter(change -> change.by() == LockOwner.FREEZE)
                .isPresent();
        return owned || wanted ? again(stores, hold) : note(stores, hold, Hold.State.RELEASED, Optional.empty());
    }

    private Optional<Hold.State> again(Stores stores, Hold hold) {
        Duration grown = SOON.multipliedBy(1L << Math.min(hold.tries(), 10));
        Instant next = context.now().plus(grown.compareTo(LONGEST) > 0 ? LONGEST : grown);
        return note(stores, hold, Hold.State.PENDING, Optional.of(next));
    }

    private static Optional<Hold.State> note(Stores stores, Hold hold, Hold.State state, Optional<Instant> next) {
        stores.freezes().note(new Hold(hold.freeze(), hold.card(), state, hold.tries() + 1), next);
        return Optional.of(state);
    }

    private static Optional<Hold.State> forget(Stores stores, Hold hold) {
        stores.freezes().forget(hold.freeze(), hold.card());
        return Optional.empty();
    }
}
