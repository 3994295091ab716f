package io.cardport.domain.usecase;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;

/**
 * What became of a wish.
 *
 * @param <T> the resource that it makes or changes
 */
public sealed interface Result<T> {
    /**
     * It is so.
     *
     * @param resource the resource as it stands
     * @param <T> the resource
     */
    record Settled<T>(T resource) implements Result<T> {}

    /**
     * It is under way.
     *
     * @param resource the resource as it stands
     * @param operation what carries it
     * @param <T> the resource
     */
    record Pending<T>(T resource, OperationId operation) implements Result<T> {}

    /**
     * It is not to be; what the problem says of effects holds.
     *
     * @param problem why
     * @param <T> the resource
     */
    record Declined<T>(Problem problem) implements Result<T> {}

    /**
     * The key was used before; nothing was done now.
     *
     * @param claim the claim that holds it
     * @param <T> the resource
     */
    record Repeated<T>(Claim claim) implements Result<T> {}

    /**
     * Somebody else stored the answer of this key first; it is the one to give.
     *
     * @param answer the first answer
     * @param <T> the resource
     */
    record Overtaken<T>(StoredAnswer answer) implements Result<T> {}
}
