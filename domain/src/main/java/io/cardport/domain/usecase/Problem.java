package io.cardport.domain.usecase;

import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why a wish is not to be: a closed list, each with one answer of the HTTP interface. */
public sealed interface Problem {
    /** There is none, or it is somebody else's. */
    record NotFound() implements Problem {}

    /**
     * Fields are wrong.
     *
     * @param faults each with where and why
     */
    record InvalidFields(List<Fault> faults) implements Problem {
        /** Copies the list. */
        public InvalidFields {
            faults = List.copyOf(faults);
        }
    }

    /**
     * The issuer needs more; nothing was sent and nothing stored.
     *
     * @param faults each with where and why
     */
    record RequirementsMissing(List<Fault> faults) implements Problem {
        /** Copies the list. */
        public RequirementsMissing {
            faults = List.copyOf(faults);
        }
    }

    /**
     * One wrong or missing field.
     *
     * @param pointer JSON pointer into the request
     * @param detail the rule that it breaks
     */
    record Fault(String pointer, String detail) {}

    /** The distributor already has a cardholder of that e-mail at that account. */
    record DuplicateCardholder() implements Problem {}

    /** The issuer already has this person from somewhere else. */
    record DuplicateAtProvider() implements Problem {}

    /** Cardholder and product are at different accounts. */
    record ProviderMismatch() implements Problem {}

    /**
     * The cardholder is being verified.
     *
     * @param status how far
     */
    record HolderInReview(ApplicantState status) implements Problem {}

    /**
     * The cardholder is not approved.
     *
     * @param status how far
     */
    record HolderNotReady(ApplicantState status) implements Problem {}

    /** The cardholder was turned down. */
    record HolderRejected() implements Problem {}

    /** An admin has frozen what the card would belong to. */
    record Frozen() implements Problem {}

    /**
     * The card's state forbids it.
     *
     * @param state its state
     * @param lockedBy the strongest lock, where there is one
     * @param allowed the states that would allow it
     */
    record CardInState(CardState.Name state, Optional<LockOwner> lockedBy, List<CardState.Name> allowed)
            implements Problem {
        /** Copies the list. */
        public CardInState {
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * The issuer has not sent us the code yet that activates the card.
     *
     * @param state how the card is
     */
    record ActivationCodeAwaited(CardState.Name state) implements Problem {}

    /**
     * An operation that excludes this one is open.
     *
     * @param operation which
     */
    record OperationOpen(OperationId operation) implements Problem {}

    /** The card's version is not the one the caller named. */
    record VersionMismatch() implements Problem {}

    /** No further card of that type. */
    record CardLimitReached() implements Problem {}

    /**
     * The issuer does not offer it; nothing was sent.
     *
     * @param capability what it lacks, in snake_case
     * @param detail what the caller may do instead, may be empty
     */
    record Unsupported(String capability, String detail) implements Problem {
        /**
         * For a missing capability.
         *
         * @param capability its interface
         */
        public Unsupported(Class<? extends Capability> capability) {
            this(Capability.nameOf(capability), "");
        }
    }

    /**
     * The amount is outside the product's limits.
     *
     * @param min the least
     * @param max the most
     */
    record AmountOutOfRange(Optional<Money> min, Optional<Money> max) implements Problem {}

    /**
     * Our account at the issuer is too low.
     *
     * @param failed the resource that exists as failed
     */
    record InsufficientFunds(Optional<Subject> failed) implements Problem {}

    /**
     * The issuer said no.
     *
     * @param refusal its words
     * @param failed the resource that exists as failed
     */
    record ProviderRefused(Refusal refusal, Optional<Subject> failed) implements Problem {}

    /**
     * The issuer can't be asked now; nothing was done.
     *
     * @param retryAfter when to ask again
     */
    record ProviderUnavailable(Duration retryAfter) implements Problem {}

    /**
     * Only what a person is to find out can be settled by hand.
     *
     * @param operation which
     * @param state its state
     */
    record NotInReview(OperationId operation, OperationState.Name state) implements Problem {}

    /**
     * The operation was sent already and can't be called back.
     *
     * @param operation which
     */
    record AlreadySent(OperationId operation) implements Problem {}

    /**
     * The operation is an admin's, or a freeze's: its distributor can't call it back.
     *
     * @param operation which
     */
    record AskedForByAnother(OperationId operation) implements Problem {}
}
