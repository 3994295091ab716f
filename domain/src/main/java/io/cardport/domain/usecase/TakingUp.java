package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an operation that is not settled is taken up again, and when waiting for it ends. */
final class TakingUp {
    /** With at most five looks that bring nothing: in review within 15 minutes of {@code sendBy}. */
    private static final Duration LONGEST_DOUBT = Duration.ofMinutes(2);

    private final Context context;
    private final Settlement settlement;

    TakingUp(Context context, Settlement settlement) {
        this.context = context;
        this.settlement = settlement;
    }

    /** Spends a look that brought nothing: the operation is looked at again, or a person's once that took too long. */
    Operation again(Stores stores, Operation seen) {
        Operation operation = lock(stores, seen.id());
        if (ended(operation)) {
            return operation;
        }
        var timing = settlement.timing(operation);
        Instant now = context.now();
        boolean givenUp = operation
                .progress()
                .firstSentAt()
                .map(first -> first.plus(timing.giveUp()))
                .filter(now::isAfter)
                .isPresent();
        if (givenUp) {
            return settlement.review(stores, operation.id(), "no_decision_in_time");
        }
        // What the issuer has taken on may take its time; what nobody knows is found out or a person's within minutes.
        var pace = operation.state() instanceof OperationState.Waiting ? timing : timing.lookingEvery(LONGEST_DOUBT);
        Instant next = new Holders.Polling(pace).next(now, operation.progress().looks());
        Operation after = operation.progress(operation.progress().lookedFor(next));
        stores.operations().update(after);
        return after;
    }

    /** Has an operation whose row is locked taken up at a time, with no look spent. */
    static Operation at(Stores stores, Operation operation, Instant when) {
        if (ended(operation)) {
            return operation;
        }
        Operation after = operation.progress(operation.progress().takenUpAt(Optional.of(when)));
        stores.operations().update(after);
        return after;
    }

    private static boolean ended(Operation operation) {
        return operation.state().settled() || operation.state() instanceof OperationState.InReview;
    }

    /** Locks an operation with what it is about. */
    static Operation lock(Stores stores, OperationId id) {
        return lock(stores, stores.operations().find(new Scope.Everything(), id).orElseThrow());
    }

    /** Locks an operation as it is by now, with what it is about. */
    static Operation lock(Stores stores, Operation seen) {
        stores.lockAhead(seen);
        seen.about().card().ifPresent(card -> stores.cards().lock(new Scope.Everything(), card));
        stores.movements().lockOf(seen.id());
        return stores.operations().lock(seen.id()).orElseThrow();
    }
}
