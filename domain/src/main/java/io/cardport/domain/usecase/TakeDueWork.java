package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.Id;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Takes what is due for a job, so that no other node takes it while the lease lasts; what is not worked on by then is due
 * again. Each is oldest due first and named with the account that it asks. Leases are short and lengthened while the work
 * lasts, so that what a node had that is gone is soon another's.
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
     * @param leasedUntil when its lease ends
     * @param <I> what kind of thing
     */
    public record Due<I>(I id, String account, Asking asking, Instant leasedUntil) {}

    /**
     * A delivery to be read.
     *
     * @param id which
     * @param leasedUntil when its lease ends
     */
    public record DueDelivery(DeliveryId id, Instant leasedUntil) {}

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
        Instant end = end(lease);
        return context.work()
                .write(stores -> stores.operations().takeDue(context.now(), end, limit).stream()
                        .flatMap(id -> stores.operations().find(new Scope.Everything(), id).stream())
                        .map(operation ->
                                new Due<>(operation.id(), operation.about().account(), asking(operation.state()), end))
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
        Instant end = end(lease);
        return context.work()
                .write(stores -> stores.applicants().takeDue(context.now(), end, limit).stream()
                        .flatMap(id ->
                                accountOf(stores, id).map(account -> new Due<>(id, account, Asking.LOOK, end)).stream())
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
        Instant end = end(lease);
        return context.work()
                .write(stores -> stores.cards().takeDue(context.now(), end, limit).stream()
                        .flatMap(id -> stores.cards().find(new Scope.Everything(), id).stream())
                        .map(card -> new Due<>(card.id(), card.owner().account(), Asking.LOOK, end))
                        .toList());
    }

    /**
     * Unpacks deliveries that were kept many at once, so that they are due.
     *
     * @return how many, 0 where nothing is packed
     */
    public int unpackDeliveries() {
        return context.work().write(stores -> stores.inbox().unpack());
    }

    /**
     * Takes deliveries that are to be read.
     *
     * @param lease how long they are ours
     * @param limit how many at most
     * @return the deliveries
     */
    public List<DueDelivery> deliveries(Duration lease, int limit) {
        Instant end = end(lease);
        return context.work()
                .write(stores -> stores.inbox().takeDue(context.now(), end, limit).stream()
                        .map(id -> new DueDelivery(id, end))
                        .toList());
    }

    /** What is taken and worked on. */
    public enum Kind {
        /** Operations. */
        OPERATIONS,
        /** Approvals. */
        APPLICANTS,
        /** Cards. */
        CARDS,
        /** Deliveries of issuers. */
        DELIVERIES
    }

    /**
     * Lengthens leases of what is still worked on. What was given another time meanwhile, or another node has taken because
     * the lease had ended, keeps its time.
     *
     * @param kind what
     * @param ids which, all of that kind and with the same end
     * @param leasedUntil the end of their leases so far
     * @param lease how long they are to be ours from now on
     * @return the end of their leases now
     */
    public Instant extend(Kind kind, List<? extends Id> ids, Instant leasedUntil, Duration lease) {
        Instant end = end(lease);
        return context.work().write(stores -> {
            switch (kind) {
                case OPERATIONS -> stores.operations().extend(of(OperationId.class, ids), leasedUntil, end);
                case APPLICANTS -> stores.applicants().extend(of(ApplicantId.class, ids), leasedUntil, end);
                case CARDS -> stores.cards().extend(of(CardId.class, ids), leasedUntil, end);
                case DELIVERIES -> stores.inbox().extend(of(DeliveryId.class, ids), leasedUntil, end);
            }
            return end;
        });
    }

    private static <I extends Id> List<I> of(Class<I> type, List<? extends Id> ids) {
        return ids.stream().map(type::cast).toList();
    }

    /** No finer than what a store keeps, because leases are known by their end. */
    private Instant end(Duration lease) {
        return context.now().plus(lease).truncatedTo(ChronoUnit.MICROS);
    }
}
