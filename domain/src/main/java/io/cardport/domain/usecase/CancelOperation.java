package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.Stores;
import java.util.Optional;

/** Calls an operation back while nothing of it was sent. */
public final class CancelOperation {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public CancelOperation(Context context) {
        this.context = context;
        this.keys = new Keys(context);
        this.settlement = new Settlement(context);
    }

    /**
     * Calls it back.
     *
     * @param scope whose operations the caller sees
     * @param id which
     * @param once how it is to have its effect once
     * @return the cancelled operation, or why it is too late
     */
    public Result<Operation> handle(Scope scope, OperationId id, Once<Operation> once) {
        return context.work().write(stores -> cancel(stores, scope, id, once));
    }

    private Result<Operation> cancel(Stores stores, Scope scope, OperationId id, Once<Operation> once) {
        var taken = keys.claim(stores, once, new Subject.OfOperation(id), context.now());
        if (taken.isPresent()) {
            stores.undo();
            return new Result.Repeated<>(taken.get());
        }
        Optional<Operation> seen = stores.operations().find(scope, id);
        if (seen.isEmpty()) {
            stores.undo();
            return new Result.Declined<>(new Problem.NotFound());
        }
        seen.get().about().card().ifPresent(card -> stores.cards().lock(new Scope.Everything(), card));
        stores.movements().lockOf(id);
        Operation operation = stores.operations().lock(id).orElseThrow();
        if (operation.state() instanceof OperationState.Cancelled) {
            return keys.answered(stores, once, new Result.Settled<>(operation));
        }
        if (!(operation.state() instanceof OperationState.Queued)) {
            stores.undo();
            return new Result.Declined<>(new Problem.AlreadySent(id));
        }
        return keys.answered(stores, once, new Result.Settled<>(settlement.cancelled(stores, operation)));
    }
}
