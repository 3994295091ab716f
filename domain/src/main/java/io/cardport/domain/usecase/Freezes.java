package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What standing freezes forbid. Every method shares the freezes' lock until the transaction ends (soundness rule 19). */
final class Freezes {
    private Freezes() {}

    /** Under a freeze a card can be locked, limited and closed, and nothing else; what is lifted is the freeze. */
    static Optional<Problem> hindrance(Stores stores, Card card, CardAsk ask) {
        boolean harmless = switch (ask) {
            case CardAsk.Lock ignored -> true;
            case CardAsk.Close ignored -> true;
            case CardAsk.Control ignored -> true;
            case CardAsk.Activate ignored -> false;
            case CardAsk.Unlock ignored -> false;
            case CardAsk.Fund ignored -> false;
            case CardAsk.Withdraw ignored -> false;
            case CardAsk.Reveal ignored -> false;
            case CardAsk.SetPin ignored -> false;
        };
        return harmless || !frozen(stores, card.owner())
                ? Optional.empty()
                : Optional.of(
                        new Problem.CardInState(card.effectiveState().name(), Optional.of(LockOwner.ADMIN), List.of()));
    }

    static boolean frozen(Stores stores, Card.Owner owner) {
        stores.freezes().share();
        return !stores.freezes().standingOver(owner).isEmpty();
    }

    /** Decides again about what waits or would be sent again: a freeze may have come, or gone. */
    static boolean forbids(Stores stores, Card card, Operation operation) {
        return switch (operation.kind()) {
            case ISSUE_CARD, ACTIVATE_CARD, UNLOCK_CARD, TOP_UP, WITHDRAW, SET_PIN -> frozen(stores, card.owner());
            case LOCK_CARD -> operation.requestedBy() instanceof Actor.System && !frozen(stores, card.owner());
            case CLOSE_CARD, SET_SPENDING_CONTROLS, REGISTER_CARDHOLDER, UPDATE_CARDHOLDER, SUBMIT_APPLICANT -> false;
        };
    }

    /** A card that becomes usable is taken hold of in the transaction that makes it so. */
    static void heed(Stores stores, Card before, Card after, Instant now) {
        if (before.effectiveState() instanceof CardState.Active
                || !(after.effectiveState() instanceof CardState.Active)) {
            return;
        }
        stores.freezes().share();
        for (Freeze freeze : stores.freezes().standingOver(after.owner())) {
            stores.freezes().hold(freeze.id(), after.id(), now);
        }
    }
}
