package io.cardport.domain.operation;

import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderRef;
import java.time.Instant;
import java.util.Optional;

/** What became of an operation. */
public sealed interface OperationState {
    /** Recorded; nothing was sent. */
    record Queued() implements OperationState {}

    /**
     * One node may be sending it now. Nobody else sends or looks before {@code sendBy} and the quiet period have passed.
     *
     * @param attempt counts from 1
     * @param sendBy database time after which no byte of this attempt leaves
     */
    record Sending(int attempt, Instant sendBy) implements OperationState {}

    /**
     * The issuer took it on.
     *
     * @param order the issuer's id of the order
     */
    record Waiting(ProviderRef order) implements OperationState {}

    /**
     * It may have happened.
     *
     * @param cause why nobody knows
     */
    record Unknown(UnknownCause cause) implements OperationState {}

    /**
     * A person is to find out.
     *
     * @param reason a stable word
     */
    record InReview(String reason) implements OperationState {}

    /**
     * The issuer did it, but while an earlier operation of the card was under way, which it may apply afterwards: how the
     * card is once those are settled has to be seen.
     */
    record Confirming() implements OperationState {}

    /** Done. */
    record Succeeded() implements OperationState {}

    /**
     * Not done, and never will be.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements OperationState {}

    /** A person found out that it was done; the issuer's word to the contrary, if it comes, reopens it. */
    record SucceededByHand() implements OperationState {}

    /**
     * A person found out that it was not done; the issuer's word to the contrary, if it comes, reopens it.
     *
     * @param failure why
     */
    record FailedByHand(Failure failure) implements OperationState {}

    /** Called back before anything was sent. */
    record Cancelled() implements OperationState {}

    /**
     * Whether nothing more is expected.
     *
     * @return true when it succeeded, failed or was cancelled
     */
    default boolean settled() {
        return switch (this) {
            case Queued ignored -> false;
            case Sending ignored -> false;
            case Waiting ignored -> false;
            case Unknown ignored -> false;
            case InReview ignored -> false;
            case Confirming ignored -> false;
            case Succeeded ignored -> true;
            case Failed ignored -> true;
            case SucceededByHand ignored -> true;
            case FailedByHand ignored -> true;
            case Cancelled ignored -> true;
        };
    }

    /**
     * Whether a person settled it.
     *
     * @return true where the issuer's word to the contrary reopens it
     */
    default boolean byHand() {
        return this instanceof SucceededByHand || this instanceof FailedByHand;
    }

    /**
     * Why it failed.
     *
     * @return empty unless it failed
     */
    default Optional<Failure> whyFailed() {
        return switch (this) {
            case Failed(var failure) -> Optional.of(failure);
            case FailedByHand(var failure) -> Optional.of(failure);
            case Queued ignored -> Optional.empty();
            case Sending ignored -> Optional.empty();
            case Waiting ignored -> Optional.empty();
            case Unknown ignored -> Optional.empty();
            case InReview ignored -> Optional.empty();
            case Confirming ignored -> Optional.empty();
            case Succeeded ignored -> Optional.empty();
            case SucceededByHand ignored -> Optional.empty();
            case Cancelled ignored -> Optional.empty();
        };
    }

    /** The words of the API. */
    enum Name {
        /** Recorded, not sent. */
        QUEUED,
        /** Sent or being sent, not decided. */
        PENDING,
        /** Done. */
        SUCCEEDED,
        /** Not done. */
        FAILED,
        /** A person is to find out. */
        UNSETTLED,
        /** Called back. */
        CANCELLED
    }

    /**
     * The word of the API.
     *
     * @return the state's name
     */
    default Name name() {
        return switch (this) {
            case Queued ignored -> Name.QUEUED;
            case Sending ignored -> Name.PENDING;
            case Waiting ignored -> Name.PENDING;
            case Unknown ignored -> Name.PENDING;
            case InReview ignored -> Name.UNSETTLED;
            case Confirming ignored -> Name.PENDING;
            case Succeeded ignored -> Name.SUCCEEDED;
            case Failed ignored -> Name.FAILED;
            case SucceededByHand ignored -> Name.SUCCEEDED;
            case FailedByHand ignored -> Name.FAILED;
            case Cancelled ignored -> Name.CANCELLED;
        };
    }
}
