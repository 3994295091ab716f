package io.cardport.domain.holder;

import io.cardport.domain.operation.Observation;
import java.util.List;

/** THE table of an approval's life, total by construction; approved as text by a test. */
public final class ApplicantLifecycle {
    private ApplicantLifecycle() {}

    /**
     * What an issuer's reading does.
     *
     * @param state what we hold true
     * @param reading what the issuer says
     * @return the next state, or what to do instead
     */
    public static Observation<ApplicantState> observe(ApplicantState state, ApplicantReading reading) {
        return switch (reading) {
            // What was submitted is ours to know: some issuers say NEW or IN_REVIEW of an empty file.
            case NEW -> new Observation.Stay<>();
            case IN_REVIEW -> inReview(state);
            // More being wanted decides nothing: the next look would expire it once more, day after day.
            case INCOMPLETE ->
                state == ApplicantState.EXPIRED ? new Observation.Stay<>() : reach(state, ApplicantState.INCOMPLETE);
            case APPROVED -> reach(state, ApplicantState.APPROVED);
            case REJECTED -> reach(state, ApplicantState.REJECTED);
            case SUSPENDED -> reach(state, ApplicantState.SUSPENDED);
            case UNRECOGNISED -> new Observation.Review<>("unrecognised_word");
        };
    }

    private static Observation<ApplicantState> inReview(ApplicantState state) {
        return switch (state) {
            case NEW, INCOMPLETE, REJECTED -> new Observation.To<>(ApplicantState.IN_REVIEW);
            case IN_REVIEW, EXPIRED -> new Observation.Stay<>();
            case APPROVED, SUSPENDED -> new Observation.Look<>();
        };
    }

    private static Observation<ApplicantState> reach(ApplicantState from, ApplicantState to) {
        return from == to ? new Observation.Stay<>() : new Observation.To<>(to);
    }

    /**
     * What a wish to submit meets.
     *
     * @param state what we hold true
     * @return whether the issuer is to be asked
     */
    public static SubmitAnswer submit(ApplicantState state) {
        return switch (state) {
            case NEW -> SubmitAnswer.SUBMIT;
            case INCOMPLETE, REJECTED, EXPIRED -> SubmitAnswer.RESUBMIT;
            case IN_REVIEW, APPROVED -> SubmitAnswer.ALREADY;
            case SUSPENDED -> SubmitAnswer.NO;
        };
    }

    /** What a wish to submit meets. */
    public enum SubmitAnswer {
        /** Send it for the first time. */
        SUBMIT,
        /** Send it again. */
        RESUBMIT,
        /** It is under way or done. */
        ALREADY,
        /** The state forbids it. */
        NO
    }

    /**
     * The most advanced of several approvals, which a cardholder shows as its status.
     *
     * @param states the states of all approvals
     * @return the most advanced; NEW where there are none
     */
    public static ApplicantState mostAdvanced(List<ApplicantState> states) {
        return List.of(
                        ApplicantState.APPROVED,
                        ApplicantState.IN_REVIEW,
                        ApplicantState.INCOMPLETE,
                        ApplicantState.SUSPENDED,
                        ApplicantState.REJECTED,
                        ApplicantState.EXPIRED)
                .stream()
                .filter(states::contains)
                .findFirst()
                .orElse(ApplicantState.NEW);
    }
}
