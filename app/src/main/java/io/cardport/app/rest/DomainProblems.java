package io.cardport.app.rest;

import io.cardport.app.rest.view.Json;
import io.cardport.app.rest.view.MoneyView;
import io.cardport.domain.id.TopUpId;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.usecase.Problem.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** THE table from what the domain declines to what callers are answered. */
public final class DomainProblems {
    private DomainProblems() {}

    /**
     * The answer to what was declined.
     *
     * @param declined why the domain declined
     * @return the problem as callers see it
     */
    public static Problem of(io.cardport.domain.usecase.Problem declined) {
        return switch (declined) {
            case io.cardport.domain.usecase.Problem.NotFound ignored -> Problem.of(ProblemCode.NOT_FOUND);
            case io.cardport.domain.usecase.Problem.InvalidFields(var faults) ->
                at(Problem.of(ProblemCode.INVALID_FIELD), faults);
            case io.cardport.domain.usecase.Problem.RequirementsMissing(var faults) ->
                at(Problem.of(ProblemCode.REQUIREMENTS_MISSING), faults);
            case io.cardport.domain.usecase.Problem.DuplicateCardholder ignored ->
                Problem.of(ProblemCode.DUPLICATE_CARDHOLDER);
            case io.cardport.domain.usecase.Problem.DuplicateAtProvider ignored ->
                Problem.of(ProblemCode.DUPLICATE_AT_PROVIDER);
            case io.cardport.domain.usecase.Problem.ProviderMismatch ignored ->
                Problem.of(ProblemCode.PROVIDER_MISMATCH);
            case io.cardport.domain.usecase.Problem.HolderInReview(var status) ->
                Problem.of(ProblemCode.CARDHOLDER_IN_REVIEW).with("cardholderStatus", status.name());
            case io.cardport.domain.usecase.Problem.HolderNotReady(var status) ->
                // RFC 9457 gives "status" to the HTTP status.
                Problem.of(ProblemCode.CARDHOLDER_NOT_READY).with("cardholderStatus", status.name());
            case io.cardport.domain.usecase.Problem.HolderRejected ignored ->
                Problem.of(ProblemCode.CARDHOLDER_REJECTED);
            case io.cardport.domain.usecase.Problem.Frozen ignored -> Problem.of(ProblemCode.FROZEN);
            case io.cardport.domain.usecase.Problem.CardInState inState -> cardState(inState);
            case io.cardport.domain.usecase.Problem.ActivationCodeAwaited(var state) ->
                Problem.of(
                                ProblemCode.CARD_STATE,
                                "The issuer has not sent this card's activation code yet: ask again later, or give"
                                        + " activationCode.")
                        .with("state", state.name())
                        .with("allowed", List.of())
                        .after(Duration.ofSeconds(30));
            case io.cardport.domain.usecase.Problem.OperationOpen(var operation) ->
                Problem.of(ProblemCode.OPERATION_IN_FLIGHT).with("operationId", operation.value());
            case io.cardport.domain.usecase.Problem.VersionMismatch ignored -> Problem.of(ProblemCode.VERSION_MISMATCH);
            case io.cardport.domain.usecase.Problem.CardLimitReached ignored ->
                Problem.of(ProblemCode.CARD_LIMIT_REACHED);
            case io.cardport.domain.usecase.Problem.Unsupported(String capability, String detail) ->
                unsupported(capability, detail);
            case io.cardport.domain.usecase.Problem.AmountOutOfRange(var min, var max) ->
                Problem.of(ProblemCode.AMOUNT_OUT_OF_RANGE).with("limits", limits(min, max));
            case io.cardport.domain.usecase.Problem.InsufficientFunds(var failed) ->
                naming(Problem.of(ProblemCode.INSUFFICIENT_FUNDS), failed);
            case io.cardport.domain.usecase.Problem.ProviderRefused(var refusal, var failed) ->
                naming(Problem.of(ProblemCode.PROVIDER_REFUSED).from(words(refusal)), failed);
            case io.cardport.domain.usecase.Problem.ProviderUnavailable(var retryAfter) ->
                Problem.of(ProblemCode.PROVIDER_UNAVAILABLE).after(retryAfter);
            case io.cardport.domain.usecase.Problem.NotInReview(var operation, var state) ->
                Problem.of(ProblemCode.OPERATION_STATE)
                        .with("operationId", operation.value())
                        .with("state", state.name());
            case io.cardport.domain.usecase.Problem.AlreadySent(var operation) ->
                Problem.of(
                                ProblemCode.OPERATION_IN_FLIGHT,
                                "It was sent already and can't be called back; its state tells what becomes of it.")
                        .with("operationId", operation.value());
            case io.cardport.domain.usecase.Problem.AskedForByAnother(var operation) ->
                Problem.of(ProblemCode.OPERATION_IN_FLIGHT, "Only whoever asked for it can call it back.")
                        .with("operationId", operation.value());
        };
    }

    private static Problem at(Problem problem, List<Fault> faults) {
        Problem all = problem;
        for (Fault fault : faults) {
            all = all.at(fault.pointer(), fault.detail());
        }
        return all;
    }

    private static Problem cardState(io.cardport.domain.usecase.Problem.CardInState inState) {
        Problem problem = Problem.of(ProblemCode.CARD_STATE)
                .with("state", inState.state().name())
                .with("allowed", inState.allowed().stream().map(Enum::name).toList());
        return inState.lockedBy()
                .map(owner -> problem.with("lockedBy", owner.name()))
                .orElse(problem);
    }

    private static Problem unsupported(String capability, String detail) {
        Problem problem = detail.isEmpty()
                ? Problem.of(ProblemCode.UNSUPPORTED_BY_PROVIDER)
                : Problem.of(ProblemCode.UNSUPPORTED_BY_PROVIDER, detail);
        return problem.with("capability", capability);
    }

    private static Map<String, Object> limits(Optional<Money> min, Optional<Money> max) {
        Map<String, Object> limits = new LinkedHashMap<>();
        min.ifPresent(money -> limits.put("min", Json.tree(MoneyView.of(money))));
        max.ifPresent(money -> limits.put("max", Json.tree(MoneyView.of(money))));
        return limits;
    }

    private static Problem.ProviderWords words(Refusal refusal) {
        return new Problem.ProviderWords(refusal.providerCode(), refusal.providerMessage());
    }

    /** The resource that exists as failed. */
    private static Problem naming(Problem problem, Optional<Subject> failed) {
        return failed.map(subject -> problem.with(
                        switch (subject) {
                            case Subject.OfCardholder ignored -> "cardholderId";
                            case Subject.OfApplicant ignored -> "applicantId";
                            case Subject.OfCard ignored -> "cardId";
                            case Subject.OfMovement(var id) -> id instanceof TopUpId ? "topUpId" : "withdrawalId";
                            case Subject.OfTransaction ignored -> "transactionId";
                            case Subject.OfOperation ignored -> "operationId";
                        },
                        subject.id().value()))
                .orElse(problem);
    }
}
