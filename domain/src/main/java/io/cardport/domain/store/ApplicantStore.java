package io.cardport.domain.store;

import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardholderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Applicants: approvals of cardholders. */
public interface ApplicantStore {
    /**
     * Lists a cardholder's approvals.
     *
     * @param cardholder whose
     * @return all of them, oldest first
     */
    List<Applicant> of(CardholderId cardholder);

    /**
     * Finds an approval and locks its row until the transaction ends. The cardholder's row is locked before.
     *
     * @param cardholder whose
     * @param scope for what
     * @return the approval
     */
    Optional<Applicant> lock(CardholderId cardholder, ProductScope scope);

    /**
     * Finds an approval.
     *
     * @param id which
     * @return the approval
     */
    Optional<Applicant> find(ApplicantId id);

    /**
     * Adds an approval.
     *
     * @param applicant a new approval
     */
    void insert(Applicant applicant);

    /**
     * Replaces an approval that this transaction has locked or inserted.
     *
     * @param applicant the approval as it is now
     */
    void update(Applicant applicant);

    /**
     * Takes approvals that are due for a look ({@code schedule.nextPollAt}); each is due again at the lease's end.
     *
     * @param now database time
     * @param leaseUntil when another node may take them
     * @param limit how many at most
     * @return the approvals, oldest due first
     */
    List<ApplicantId> takeDue(Instant now, Instant leaseUntil, int limit);

    /**
     * Lengthens the leases of approvals that are still worked on; one that was given another time meanwhile keeps that.
     *
     * @param ids which
     * @param leasedUntil the end of their leases so far, as it was given to {@link #takeDue}
     * @param until when another node may take them now
     */
    void extend(List<ApplicantId> ids, Instant leasedUntil, Instant until);
}
