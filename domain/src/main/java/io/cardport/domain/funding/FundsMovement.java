package io.cardport.domain.funding;

import io.cardport.domain.card.Card.Times;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * Money moved to a card (a top-up) or from it (a withdrawal). Immutable.
 *
 * @param id our id; its type tells top-up from withdrawal
 * @param owner whose it is
 * @param kind how it came about
 * @param amount how much was asked for
 * @param result what became of it
 * @param times version and times
 */
public record FundsMovement(MovementId id, Owner owner, Kind kind, Money amount, Result result, Times times) {
    /**
     * Whose a movement is; never changes.
     *
     * @param distributor the distributor
     * @param card the card
     * @param operation the operation that carries it
     */
    public record Owner(DistributorId distributor, CardId card, OperationId operation) {}

    /** How a movement came about. */
    public enum Kind {
        /** With the making of the card. */
        INITIAL,
        /** A top-up. */
        TOP_UP,
        /** A withdrawal. */
        WITHDRAWAL
    }

    /** Whether money that a failed movement had taken came back. */
    public enum FundsReturned {
        /** It did. */
        YES,
        /** It did not. */
        NO,
        /** Nobody knows, or there is nothing to return. */
        UNKNOWN
    }

    /**
     * What became of a movement.
     *
     * @param state the word of the API
     * @param moved fee and what arrived
     * @param fundsReturned whether money came back
     * @param failure why it failed
     * @param reference the issuer's id of the order, empty text while unknown
     */
    public record Result(
            MovementState state,
            FundsMoved moved,
            FundsReturned fundsReturned,
            Optional<Failure> failure,
            String reference) {
        /** How a movement begins. */
        public static final Result PENDING =
                new Result(MovementState.PENDING, FundsMoved.PLAIN, FundsReturned.UNKNOWN, Optional.empty(), "");
    }

    /**
     * With the issuer's id of its order, same version: the id alone is no news.
     *
     * @param order the id
     * @return the movement then
     */
    public FundsMovement knownAs(ProviderRef order) {
        return new FundsMovement(
                id,
                owner,
                kind,
                amount,
                new Result(result.state(), result.moved(), result.fundsReturned(), result.failure(), order.value()),
                times);
    }

    /**
     * With another result, one version later.
     *
     * @param next what became of it
     * @param now database time
     * @return the movement then
     */
    public FundsMovement became(Result next, Instant now) {
        return new FundsMovement(id, owner, kind, amount, next, times.next(now));
    }
}
