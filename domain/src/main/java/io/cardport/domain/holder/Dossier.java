package io.cardport.domain.holder;

import java.util.List;

/**
 * A cardholder with all its approvals.
 *
 * @param cardholder who
 * @param approvals how far each is, oldest first
 */
public record Dossier(Cardholder cardholder, List<Applicant> approvals) {
    /** Copies the list. */
    public Dossier {
        approvals = List.copyOf(approvals);
    }

    /**
     * The most advanced approval.
     *
     * @return what the cardholder shows as its status
     */
    public ApplicantState status() {
        return ApplicantLifecycle.mostAdvanced(approvals.stream()
                .map(applicant -> applicant.standing().state())
                .toList());
    }
}
