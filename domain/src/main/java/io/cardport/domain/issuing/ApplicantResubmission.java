package io.cardport.domain.issuing;

/** Submitting an applicant again after it was found incomplete or turned down. */
public non-sealed interface ApplicantResubmission extends Capability {
    /**
     * Sends the applicant's data and documents again.
     *
     * @param command whom and what
     * @return what became of it
     */
    Outcome<OnboardedHolder> resubmit(OnboardCommand command);
}
