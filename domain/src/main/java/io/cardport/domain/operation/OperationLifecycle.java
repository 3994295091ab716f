package io.cardport.domain.operation;

import io.cardport.domain.operation.OperationState.Cancelled;
import io.cardport.domain.operation.OperationState.Confirming;
import io.cardport.domain.operation.OperationState.FailedByHand;
import io.cardport.domain.operation.OperationState.InReview;
import io.cardport.domain.operation.OperationState.Queued;
import io.cardport.domain.operation.OperationState.Sending;
import io.cardport.domain.operation.OperationState.Succeeded;
import io.cardport.domain.operation.OperationState.SucceededByHand;
import io.cardport.domain.operation.OperationState.Unknown;
import io.cardport.domain.operation.OperationState.Waiting;

/**
 * THE table of an operation's life, total by construction; approved as text by a test. Its first rule: what is settled is
 * left by news of success or failure only through review, and a late "nobody knows" never undoes anything. What a person
 * found out is reopened by the issuer's word to the contrary.
 */
public final class OperationLifecycle {
    private OperationLifecycle() {}

    /**
     * What news do.
     *
     * @param state what we hold true
     * @param news what was learned
     * @return the next state, or what to do instead
     */
    public static Observation<OperationState> observe(OperationState state, OperationNews news) {
        return switch (news) {
            case OperationNews.Starts(var sendBy) ->
                switch (state) {
                    case Queued ignored -> to(new Sending(1, sendBy));
                    case Sending sending -> to(new Sending(sending.attempt() + 1, sendBy));
                    case Unknown ignored -> to(new Sending(2, sendBy));
                    case Waiting ignored -> stay();
                    case InReview ignored -> stay();
                    case Confirming ignored -> stay();
                    case Succeeded ignored -> stay();
                    case OperationState.Failed ignored -> stay();
                    case SucceededByHand ignored -> stay();
                    case FailedByHand ignored -> stay();
                    case Cancelled ignored -> stay();
                };
            case OperationNews.WasDone ignored -> done(state);
            case OperationNews.WasDoneTooSoon ignored -> state.settled() ? stay() : to(new Confirming());
            case OperationNews.WasAccepted(var order) ->
                open(state) && !(state instanceof Confirming) ? to(new Waiting(order)) : stay();
            case OperationNews.Failed(var failure) -> failed(state, failure);
            case OperationNews.KeptForLater ignored -> state instanceof Sending ? to(new Queued()) : stay();
            case OperationNews.WasLost(var cause) -> state instanceof Sending ? to(new Unknown(cause)) : stay();
            case OperationNews.NeedsReview(var reason) -> open(state) ? to(new InReview(reason)) : stay();
            case OperationNews.DoneByHand ignored -> state instanceof InReview ? to(new SucceededByHand()) : stay();
            case OperationNews.NotDoneByHand(var failure) ->
                state instanceof InReview ? to(new FailedByHand(failure)) : stay();
            case OperationNews.Contradicted(var reason) -> state.byHand() ? to(new InReview(reason)) : stay();
            case OperationNews.IsCancelled ignored -> state instanceof Queued ? to(new Cancelled()) : stay();
        };
    }

    private static boolean open(OperationState state) {
        return !state.settled() && !(state instanceof InReview);
    }

    private static Observation<OperationState> done(OperationState state) {
        return switch (state) {
            case Queued ignored -> to(new Succeeded());
            case Sending ignored -> to(new Succeeded());
            case Waiting ignored -> to(new Succeeded());
            case Unknown ignored -> to(new Succeeded());
            case InReview ignored -> to(new Succeeded());
            case Confirming ignored -> to(new Succeeded());
            case Succeeded ignored -> stay();
            case OperationState.Failed ignored -> new Observation.Review<>("failed_operation_succeeded");
            case SucceededByHand ignored -> stay();
            case FailedByHand ignored -> new Observation.Review<>("failed_by_hand_then_succeeded");
            case Cancelled ignored -> new Observation.Review<>("cancelled_operation_succeeded");
        };
    }

    private static Observation<OperationState> failed(OperationState state, Failure failure) {
        return switch (state) {
            case Queued ignored -> to(new OperationState.Failed(failure));
            case Sending ignored -> to(new OperationState.Failed(failure));
            case Waiting ignored -> to(new OperationState.Failed(failure));
            case Unknown ignored -> to(new OperationState.Failed(failure));
            case InReview ignored -> to(new OperationState.Failed(failure));
            case Confirming ignored -> to(new OperationState.Failed(failure));
            case Succeeded ignored -> new Observation.Review<>("succeeded_operation_failed");
            case OperationState.Failed ignored -> stay();
            case SucceededByHand ignored -> new Observation.Review<>("succeeded_by_hand_then_failed");
            case FailedByHand ignored -> stay();
            case Cancelled ignored -> stay();
        };
    }

    private static Observation<OperationState> to(OperationState next) {
        return new Observation.To<>(next);
    }

    private static Observation<OperationState> stay() {
        return new Observation.Stay<>();
    }
}
