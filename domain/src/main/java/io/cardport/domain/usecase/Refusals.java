package io.cardport.domain.usecase;

import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which problem an issuer's no is. */
final class Refusals {
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private Refusals() {}

    static Problem problem(Refusal refusal, Optional<Subject> failed) {
        return switch (refusal.reason()) {
            case INSUFFICIENT_FUNDS -> new Problem.InsufficientFunds(failed);
            case HOLDER_IN_REVIEW -> new Problem.HolderInReview(ApplicantState.IN_REVIEW);
            case HOLDER_NOT_READY -> new Problem.HolderNotReady(ApplicantState.INCOMPLETE);
            case HOLDER_REJECTED -> new Problem.HolderRejected();
            case CARD_LIMIT_REACHED -> new Problem.CardLimitReached();
            case DUPLICATE_AT_PROVIDER -> new Problem.DuplicateAtProvider();
            case UNSUPPORTED -> new Problem.Unsupported(refusal.providerCode(), refusal.providerMessage());
            case REQUIREMENTS_MISSING ->
                refusal.missing().isEmpty()
                        ? new Problem.ProviderRefused(refusal, failed)
                        : new Problem.RequirementsMissing(refusal.missing().stream()
                                .map(name -> new Problem.Fault(pointer(name), "the issuer requires it"))
                                .toList());
            case INVALID_REQUEST, NOT_FOUND, CARD_STATE, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT, DECLINED ->
                new Problem.ProviderRefused(refusal, failed);
        };
    }

    /** An ability that the issuer has only in part carries the issuer's words, not its name. */
    static Problem problem(Refusal refusal, OperationKind kind, Optional<Subject> failed) {
        return refusal.reason() == Refusal.Reason.UNSUPPORTED && !named(refusal.providerCode())
                ? new Problem.Unsupported(Capability.nameOf(capability(kind)), refusal.providerMessage())
                : problem(refusal, failed);
    }

    /** What an issuer was not even asked for: nothing was sent and nothing stored. */
    static Problem problem(Objection objection, OperationKind kind) {
        return switch (objection) {
            case Objection.NotOffered(var sentence) ->
                new Problem.Unsupported(Capability.nameOf(capability(kind)), sentence);
            case Objection.Missing(var fields, var sentence) ->
                new Problem.RequirementsMissing(fields.stream()
                        .map(field -> new Problem.Fault(pointer(field), sentence))
                        .toList());
            case Objection.Wrong(var field, var rule) ->
                new Problem.InvalidFields(List.of(new Problem.Fault(pointer(field), rule)));
        };
    }

    private static boolean named(String word) {
        return Capability.all().stream().map(Capability::nameOf).anyMatch(word::equals);
    }

    private static Class<? extends Capability> capability(OperationKind kind) {
        return switch (kind) {
            case REGISTER_CARDHOLDER, SUBMIT_APPLICANT -> ApplicantScreening.class;
            case UPDATE_CARDHOLDER -> HolderUpdate.class;
            case ACTIVATE_CARD -> CardActivation.class;
            case LOCK_CARD, UNLOCK_CARD -> CardControls.class;
            case CLOSE_CARD -> CardClosing.class;
            case TOP_UP -> CardFunding.class;
            case WITHDRAW -> CardWithdrawal.class;
            case SET_PIN -> PinSetting.class;
            case ISSUE_CARD, SET_SPENDING_CONTROLS -> SpendControls.class;
        };
    }

    static String pointer(String field) {
        return "/" + field.replace('.', '/');
    }

    static Problem problem(Look.Cause cause) {
        return switch (cause) {
            case ISSUER_DOWN, CREDENTIALS_REFUSED, MALFORMED_ANSWER -> new Problem.ProviderUnavailable(RETRY_AFTER);
            case RATE_LIMITED -> new Problem.ProviderUnavailable(Duration.ofSeconds(30));
        };
    }
}
