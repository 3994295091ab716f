package io.cardport.domain.event;

import io.cardport.domain.card.Card;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.Subject;
import java.time.Instant;
import java.util.List;

/**
 * An event to be written in the transaction of the change that it tells.
 *
 * @param id our id
 * @param type what happened
 * @param distributor whom it is told
 * @param content the resource as it is after the change, frozen here
 * @param at when, in database time
 */
public record EventDraft(EventId id, EventType type, DistributorId distributor, Content content, Instant at) {
    /** A resource as an event shows it. */
    public sealed interface Content {
        /**
         * A cardholder with its approvals.
         *
         * @param cardholder the holder
         * @param applicants all its approvals
         */
        record OfCardholder(Cardholder cardholder, List<Applicant> applicants) implements Content {
            /** Copies the list. */
            public OfCardholder {
                applicants = List.copyOf(applicants);
            }
        }

        /**
         * An applicant.
         *
         * @param applicant the approval
         */
        record OfApplicant(Applicant applicant) implements Content {}

        /**
         * A card.
         *
         * @param card the card
         */
        record OfCard(Card card) implements Content {}

        /**
         * A top-up or withdrawal.
         *
         * @param movement the movement
         */
        record OfMovement(FundsMovement movement) implements Content {}

        /**
         * A transaction.
         *
         * @param transaction the transaction
         */
        record OfTransaction(CardTransaction transaction) implements Content {}

        /**
         * An operation.
         *
         * @param operation the operation
         */
        record OfOperation(Operation operation) implements Content {}

        /**
         * What it is about.
         *
         * @return the subject
         */
        default Subject subject() {
            return switch (this) {
                case OfCardholder of -> new Subject.OfCardholder(of.cardholder().id());
                case OfApplicant of -> new Subject.OfApplicant(of.applicant().id());
                case OfCard of -> new Subject.OfCard(of.card().id());
                case OfMovement of -> new Subject.OfMovement(of.movement().id());
                case OfTransaction of ->
                    new Subject.OfTransaction(of.transaction().id());
                case OfOperation of -> new Subject.OfOperation(of.operation().id());
            };
        }

        /**
         * The resource's version, which is the event's too.
         *
         * @return 1, 2, 3 …
         */
        default long version() {
            return switch (this) {
                case OfCardholder of -> of.cardholder().times().version();
                case OfApplicant of -> of.applicant().times().version();
                case OfCard of -> of.card().times().version();
                case OfMovement of -> of.movement().times().version();
                case OfTransaction of -> of.transaction().times().version();
                case OfOperation of -> of.operation().times().version();
            };
        }
    }
}
