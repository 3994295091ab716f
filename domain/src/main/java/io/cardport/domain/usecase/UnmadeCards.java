package io.cardport.domain.usecase;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.Stores;
import java.util.Optional;

/**
 * Takes in a card that was found and that the issuer is still making, or never made. It has the issuer's name for it from
 * then on, so that webhooks and looks reach it whatever becomes of the operation, and no successor is given it.
 */
final class UnmadeCards {
    private static final int LOOKS = 5;

    private final Settlement settlement;
    private final TakingUp takingUp;

    UnmadeCards(Settlement settlement, TakingUp takingUp) {
        this.settlement = settlement;
        this.takingUp = takingUp;
    }

    Operation take(Stores stores, Operation seen, Effect.Issued shown) {
        AnswerLocks.take(stores, seen, new Outcome.Done<>(shown), Optional.empty());
        settlement.subjects().lock(stores, seen);
        Operation operation = stores.operations().lock(seen.id()).orElseThrow();
        if (!operation.state().equals(seen.state())) {
            return operation;
        }
        if (settlement.subjects().ofAnother(stores, operation, shown)) {
            return settlement.review(stores, operation.id(), "card_of_another");
        }
        settlement.subjects().found(stores, operation, shown);
        CardSeen card = shown.card().seen();
        return card.reading() == CardReading.FAILED
                ? settlement.failed(stores, operation, new Failure("issue_failed", card.word()), Subjects.Money.UNKNOWN)
                : beingMade(stores, operation);
    }

    /** A person's after five looks; the card is looked at all the same, and settles the operation when it is made. */
    private Operation beingMade(Stores stores, Operation operation) {
        boolean doubted = operation.state() instanceof OperationState.Unknown;
        return doubted && operation.progress().looks() >= LOOKS
                ? settlement.review(stores, operation.id(), "card_still_being_made")
                : takingUp.again(stores, operation);
    }
}
