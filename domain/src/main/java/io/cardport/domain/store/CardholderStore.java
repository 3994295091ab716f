package io.cardport.domain.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.CardholderId;
import java.util.Optional;

/** Cardholders. */
public interface CardholderStore {
    /**
     * Finds a cardholder.
     *
     * @param scope whose are seen
     * @param id which
     * @return the cardholder, empty for missing and foreign alike
     */
    Optional<Cardholder> find(Scope scope, CardholderId id);

    /**
     * Finds a cardholder and locks its row until the transaction ends.
     *
     * @param scope whose are seen
     * @param id which
     * @return the cardholder, empty for missing and foreign alike
     */
    Optional<Cardholder> lock(Scope scope, CardholderId id);

    /**
     * Adds a cardholder, unless the distributor has one of that e-mail (in any case) at that account.
     *
     * @param cardholder a new cardholder
     * @return what became of it
     */
    Added insert(Cardholder cardholder);

    /**
     * Replaces a cardholder that this transaction has locked or inserted; the e-mail rule holds as in {@link #insert}.
     *
     * @param cardholder the cardholder as it is now
     * @return what became of it
     */
    Added update(Cardholder cardholder);

    /**
     * Removes a cardholder whose registration certainly did nothing.
     *
     * @param id which
     */
    void remove(CardholderId id);

    /**
     * Lists cardholders.
     *
     * @param filter which
     * @param page which part
     * @return the part, newest first
     */
    Page<Cardholder> list(Filter filter, Page.Request page);

    /** What became of adding. */
    enum Added {
        /** It is there. */
        ADDED,
        /** The e-mail is taken; nothing was changed. */
        DUPLICATE_EMAIL
    }

    /**
     * Which cardholders.
     *
     * @param scope whose
     * @param status with which most advanced approval
     * @param email with which e-mail, in any case
     * @param externalReference with which id of the distributor's
     */
    record Filter(
            Scope scope, Optional<ApplicantState> status, Optional<String> email, Optional<String> externalReference) {}
}
