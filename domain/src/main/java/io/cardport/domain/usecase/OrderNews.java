package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import io.cardport.domain.webhook.StoredDelivery;
import java.util.Optional;

/** Applies what an issuer says of its orders. */
final class OrderNews {
    private final Context context;
    private final Settlement settlement;

    OrderNews(Context context, Settlement settlement) {
        this.context = context;
        this.settlement = settlement;
    }

    Applied said(Stores stores, StoredDelivery delivery, OrderSeen seen) {
        Reference key = new Reference(delivery.account(), Kind.ORDER, seen.order());
        Optional<Subject> known = stores.references().lock(key);
        if (known.isEmpty() || !(known.get() instanceof Subject.OfOperation(var id))) {
            stores.references().park(key, delivery.id());
            return Applied.PARKED;
        }
        Operation operation =
                stores.operations().find(new Scope.Everything(), id).orElseThrow();
        operation.about().card().ifPresent(card -> stores.inbox().concerns(delivery.id(), card));
        return of(stores, operation, seen);
    }

    /** Applies what is said of the order of an operation. */
    Applied of(Stores stores, Operation operation, OrderSeen seen) {
        OrderReading reading = seen.reading();
        if (reading == OrderReading.SUCCEEDED && Precedence.movesMoney(operation.kind())) {
            settlement.apply(
                    stores,
                    operation.id(),
                    new Outcome.Done<>(new Effect.Moved(seen.moved())),
                    Settlement.WhenNotSent.GIVE_UP);
        } else if (reading == OrderReading.SUCCEEDED && operation.state() instanceof OperationState.FailedByHand) {
            settlement.contradicted(stores, TakingUp.lock(stores, operation), "failed_by_hand_then_succeeded");
        } else if (reading == OrderReading.FAILED) {
            Failure failure = new Failure("order_failed", seen.failureCode().orElse(seen.word()));
            settlement.failed(stores, TakingUp.lock(stores, operation), failure, Subjects.Money.UNKNOWN);
        } else if (!operation.state().settled()) {
            lookAgain(stores, TakingUp.lock(stores, operation));
        }
        return reading == OrderReading.UNRECOGNISED ? Applied.UNRECOGNISED : Applied.APPLIED;
    }

    /** Of a card's change the order only says "done"; how the card is now takes a look. */
    private void lookAgain(Stores stores, Operation operation) {
        if (operation.state() instanceof OperationState.InReview) {
            // No job takes it up any more; how the card is now may settle it all the same.
            operation.about().card().ifPresent(card -> stores.cards().lookAt(card, context.now()));
        } else {
            TakingUp.at(stores, operation, context.now());
        }
    }
}
