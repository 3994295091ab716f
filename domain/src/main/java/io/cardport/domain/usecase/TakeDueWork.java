package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes what is due for a job, so that no other node takes it while the lease lasts; what is not worked on by then is due
 * again. Each is oldest due first and named with the account that it asks.
 */
public final class TakeDueWork {
    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public TakeDueWork(Context context) {
        this.context = context;
    }

    /**
     * Something to do.
     *
     * @param id which
     * @param account our name for the account whose issuer is asked
     * @param asking whether the issuer is only asked
     * @param <I> what kind of thing
     */
    public record Due<I>(I id, String account, Asking asking) {}

    /** What working on something sends. */
    public enum Asking {
        /** Only a question, which counts as polling. */
        LOOK,
        /** A command. */
        COMMAND
    }

    /**
     * Takes operations.
     *
     * @param lease how long they are ours
     * @param limit how many at most
     * @return the operations
     */
    public List<Due<OperationId>> operations(Duration lease, int limit) {
        return context.work()
                .write(stores -> stores.operations().takeDue(context.now(), end(lease), limit).stream()
                        .flatMap(id -> stores.operations().find(new Scope.Everything(), id).stream())
                        .map(operation ->
                                new Due<>(operation.id(), operation.about().account(), asking(operation.state())))
                        .toList());
    }

    private static Asking asking(OperationState state) {
        return switch (state) {
            case OperationState.Waiting ignored -> Asking.LOOK;
            case OperationState.Unknown ignored -> Asking.LOOK;
            case OperationState.InReview ignored -> Asking.LOOK;
            case OperationState.Confirming ignored -> Asking.LOOK;
            case OperationState.Queued ignored -> Asking.COMMAND;
            case OperationState.Sending ignored -> Asking.COMMAND;
            case OperationState.Succeeded ignored -> Asking.COMMAND;
            case OperationState.Failed ignored -> Asking.COMMAND;
            case OperationState.SucceededByHand ignored -> Asking.COMMAND;
            case OperationState.FailedByHand ignored -> Asking.COMMAND;
            case OperationState.Cancelled ignored -> Asking.COMMAND;
        };
    }

    /**
     * Takes applicants.
     *
     * @param lease how long they are ours
     * @param limit how many at most
     * @return the applicants
     */
    public List<Due<ApplicantId>> applicants(Duration lease, int limit) {
        return context.work()
                .write(stores -> stores.applicants().takeDue(context.now(), end(lease), limit).stream()
                        .flatMap(id ->
                                accountOf(stores, id).map(account -> new Due<>(id, account, Asking.LOOK)).stream())
                        .toList());
    }

    private static Optional<String> accountOf(Stores stores, ApplicantId id) {
        return stores.applicants()
                .find(id)
                .flatMap(applicant -> stores.cardholders().find(new Scope.Everything(), applicant.cardholder()))
                .map(holder -> holder.owner().account());
    }

    /**
     * Takes cards.
     *
     * @param lease how long they are ours
     * @param limit how many at most
     * @return the cards
     */
    public List<Due<CardId>> cards(Duration lease, int limit) {
        return context.work()
                .write(stores -> stores.cards().takeDue(context.now(), end(lease), limit).stream()
                        .flatMap(id -> stores.cards().find(new Scope.Everything(), id).stream())
                        .map(card -> new Due<>(card.id(), card.owner().account(), Asking.LOOK))
                        .toList());
    }

    /**
     * Takes deliveries that are to be read.
     *
     * @param lease how long they are ours
     * @param limit how many at most
     * @return the deliveries
     */
    public List<DeliveryId> deliveries(Duration lease, int limit) {
        return context.work().write(stores -> stores.inbox().takeDue(context.now(), end(lease), limit));
    }

    private Instant end(Duration lease) {
        return context.now().plus(lease);
    }
}
