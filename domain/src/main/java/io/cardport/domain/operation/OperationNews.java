package io.cardport.domain.operation;

import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderRef;
import java.time.Instant;

/** What can be learned of an operation. */
public sealed interface OperationNews {
    /**
     * A node begins to send it.
     *
     * @param sendBy database time after which no byte of this attempt leaves
     */
    record Starts(Instant sendBy) implements OperationNews {}

    /** The issuer did it. */
    record WasDone() implements OperationNews {}

    /** The issuer did it, but what it did may be undone by an earlier operation that is under way. */
    record WasDoneTooSoon() implements OperationNews {}

    /**
     * The issuer took it on.
     *
     * @param order the issuer's id of the order
     */
    record WasAccepted(ProviderRef order) implements OperationNews {}

    /**
     * The issuer said no, its order failed, or it is certain that it never happened and is not to be sent again.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements OperationNews {}

    /** Nothing happened, and it is kept to be sent later. */
    record KeptForLater() implements OperationNews {}

    /**
     * It may have happened.
     *
     * @param cause why nobody knows
     */
    record WasLost(UnknownCause cause) implements OperationNews {}

    /**
     * No look can tell.
     *
     * @param reason a stable word
     */
    record NeedsReview(String reason) implements OperationNews {}

    /** A person found out that it was done. */
    record DoneByHand() implements OperationNews {}

    /**
     * A person found out that it was not done.
     *
     * @param failure why
     */
    record NotDoneByHand(Failure failure) implements OperationNews {}

    /**
     * The issuer says the contrary of what a person had found out.
     *
     * @param reason a stable word that names both
     */
    record Contradicted(String reason) implements OperationNews {}

    /** Whoever asked calls it back. */
    record IsCancelled() implements OperationNews {}
}
