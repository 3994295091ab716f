package io.cardport.app.admin;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.Problem.ProviderWords;
import io.cardport.app.rest.ProblemCode;
import io.cardport.domain.usecase.Problem.Fault;
import java.util.List;

/** The domain's problems as answers of the admin API. */
final class Declined {
    private Declined() {}

    static Problem answer(io.cardport.domain.usecase.Problem problem) {
        return switch (problem) {
            case io.cardport.domain.usecase.Problem.NotFound ignored -> Problem.of(ProblemCode.NOT_FOUND);
            case io.cardport.domain.usecase.Problem.InvalidFields(var faults) ->
                with(Problem.of(ProblemCode.INVALID_FIELD), faults);
            case io.cardport.domain.usecase.Problem.RequirementsMissing(var faults) ->
                with(Problem.of(ProblemCode.REQUIREMENTS_MISSING), faults);
            case io.cardport.domain.usecase.Problem.DuplicateCardholder ignored ->
                Problem.of(ProblemCode.DUPLICATE_CARDHOLDER);
            case io.cardport.domain.usecase.Problem.DuplicateAtProvider ignored ->
                Problem.of(ProblemCode.DUPLICATE_AT_PROVIDER);
            case io.cardport.domain.usecase.Problem.ProviderMismatch ignored ->
                Problem.of(ProblemCode.PROVIDER_MISMATCH);
            case io.cardport.domain.usecase.Problem.HolderInReview ignored ->
                Problem.of(ProblemCode.CARDHOLDER_IN_REVIEW);
            case io.cardport.domain.usecase.Problem.HolderNotReady(var status) ->
                Problem.of(ProblemCode.CARDHOLDER_NOT_READY).with("cardholderStatus", status.name());
            case io.cardport.domain.usecase.Problem.HolderRejected ignored ->
                Problem.of(ProblemCode.CARDHOLDER_REJECTED);
            case io.cardport.domain.usecase.Problem.CardInState state -> inState(state);
            case io.cardport.domain.usecase.Problem.OperationOpen(var id) ->
                Problem.of(ProblemCode.OPERATION_IN_FLIGHT).with("operationId", id.value());
            case io.cardport.domain.usecase.Problem.VersionMismatch ignored -> Problem.of(ProblemCode.VERSION_MISMATCH);
            case io.cardport.domain.usecase.Problem.CardLimitReached ignored ->
                Problem.of(ProblemCode.CARD_LIMIT_REACHED);
            case io.cardport.domain.usecase.Problem.Unsupported(var capability, var ignored) ->
                Problem.of(ProblemCode.UNSUPPORTED_BY_PROVIDER).with("capability", capability);
            case io.cardport.domain.usecase.Problem.AmountOutOfRange ignored ->
                Problem.of(ProblemCode.AMOUNT_OUT_OF_RANGE);
            case io.cardport.domain.usecase.Problem.InsufficientFunds ignored ->
                Problem.of(ProblemCode.INSUFFICIENT_FUNDS);
            case io.cardport.domain.usecase.Problem.ProviderRefused(var refusal, var ignored) ->
                Problem.of(ProblemCode.PROVIDER_REFUSED)
                        .from(new ProviderWords(refusal.providerCode(), refusal.providerMessage()));
            case io.cardport.domain.usecase.Problem.ProviderUnavailable(var retryAfter) ->
                Problem.of(ProblemCode.PROVIDER_UNAVAILABLE).after(retryAfter);
            case io.cardport.domain.usecase.Problem.AlreadySent(var operation) ->
                Problem.of(ProblemCode.OPERATION_IN_FLIGHT, "The operation was sent already.")
                        .with("operationId", operation.value());
        };
    }

    private static Problem inState(io.cardport.domain.usecase.Problem.CardInState state) {
        Problem problem =
                Problem.of(ProblemCode.CARD_STATE).with("state", state.state().name());
        Problem locked = state.lockedBy()
                .map(owner -> problem.with("lockedBy", owner.name()))
                .orElse(problem);
        return locked.with("allowed", state.allowed().stream().map(Enum::name).toList());
    }

    private static Problem with(Problem problem, List<Fault> faults) {
        Problem all = problem;
        for (Fault fault : faults) {
            all = all.at(fault.pointer(), fault.detail());
        }
        return all;
    }
}
