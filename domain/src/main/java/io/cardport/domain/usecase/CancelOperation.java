package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.Stores;
import java.util.Optional;

/** Calls an operation back while nothing of it was sent; only whoever asked for it can. */
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
     * @param distributor who wants it back; sees what admins and freezes ask for its cards and can't call that back
     * @param id which
     * @param once how it is to have its effect once
     * @return the cancelled operation, or why it can't be called back
     */
    public Result<Operation> handle(DistributorId distributor, OperationId id, Once<Operation> once) {
        return context.work().write(stores -> cancel(stores, distributor, id, once));
    }

    private Result<Operation> cancel(Stores stores, DistributorId distributor, OperationId id, Once<Operation> once) {
        var taken = keys.claim(stores, once, new Subject.OfOperation(id), context.now());
        if (taken.isPresent()) {
            stores.undo();
            return new Result.Repeated<>(taken.get());
        }
        Optional<Operation> seen = stores.operations().find(new Scope.Own(distributor), id);
        if (seen.isEmpty()) {
            stores.undo();
            return new Result.Declined<>(new Problem.NotFound());
        }
        if (!seen.get().requestedBy().equals(new Actor.OfDistributor(distributor))) {
            stores.undo();
            return new Result.Declined<>(new Problem.AskedForByAnother(id));
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
