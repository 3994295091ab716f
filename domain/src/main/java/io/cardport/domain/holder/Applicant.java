package io.cardport.domain.holder;

import io.cardport.domain.card.Card.Times;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.ApplicantSeen.NextStep;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Review;
import java.time.Instant;
import java.util.Optional;

/**
 * One approval of one cardholder. Immutable.
 *
 * @param id our id
 * @param cardholder whose
 * @param scope for which product
 * @param reference the issuer's id of the person, where the issuer registers the person anew for each product
 * @param standing how far it is
 * @param schedule when it was submitted and is looked at
 * @param times version and times
 */
public record Applicant(
        ApplicantId id,
        CardholderId cardholder,
        ProductScope scope,
        Optional<ProviderRef> reference,
        Standing standing,
        Schedule schedule,
        Times times) {
    /**
     * How far an approval is.
     *
     * @param state the word of the API
     * @param word the issuer's own last word
     * @param reason why, where the issuer says so
     * @param next what the holder is to do next
     * @param review why a person is to look at it
     * @param readAt the time of the last reading that was applied
     */
    public record Standing(
            ApplicantState state,
            String word,
            Optional<String> reason,
            NextStep next,
            Optional<Review> review,
            Optional<Instant> readAt) {
        /** How an approval begins. */
        public static final Standing NEW = new Standing(
                ApplicantState.NEW, "", Optional.empty(), NextStep.NONE, Optional.empty(), Optional.empty());
    }

    /**
     * When an approval was submitted and is looked at, in database time.
     *
     * @param submittedAt when it was last submitted
     * @param decidedAt when it was decided
     * @param nextPollAt when the issuer is asked next
     * @param deadline when waiting ends
     * @param polls how often the issuer was asked since it was submitted
     */
    public record Schedule(
            Optional<Instant> submittedAt,
            Optional<Instant> decidedAt,
            Optional<Instant> nextPollAt,
            Optional<Instant> deadline,
            int polls) {
        /** Nothing submitted. */
        public static final Schedule NONE =
                new Schedule(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);

        /**
         * With another time for the next look.
         *
         * @param at when, or never
         * @return the schedule then
         */
        public Schedule pollingAt(Optional<Instant> at) {
            return new Schedule(submittedAt, decidedAt, at, deadline, polls + 1);
        }
    }

    /**
     * With what the issuer calls the person for this product, same version.
     *
     * @param known the id used in calls
     * @return the applicant then
     */
    public Applicant knownAs(ProviderRef known) {
        return new Applicant(id, cardholder, scope, Optional.of(known), standing, schedule, times);
    }

    /**
     * With another standing, same version.
     *
     * @param changed the standing
     * @return the applicant then
     */
    public Applicant standing(Standing changed) {
        return new Applicant(id, cardholder, scope, reference, changed, schedule, times);
    }

    /**
     * With another schedule, same version.
     *
     * @param changed the schedule
     * @return the applicant then
     */
    public Applicant schedule(Schedule changed) {
        return new Applicant(id, cardholder, scope, reference, standing, changed, times);
    }

    /**
     * One version later.
     *
     * @param now database time
     * @return the applicant then
     */
    public Applicant touched(Instant now) {
        return new Applicant(id, cardholder, scope, reference, standing, schedule, times.next(now));
    }
}
