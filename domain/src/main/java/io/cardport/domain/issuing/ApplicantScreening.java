package io.cardport.domain.issuing;

/** Asking how far an issuer's verification of a holder has come. */
public non-sealed interface ApplicantScreening extends Capability {
    /**
     * Asks for the state of one approval.
     *
     * @param holder the issuer's id of the holder
     * @param product the product, where the issuer approves per product; ignored by issuers that approve the person
     * @return what the issuer says now
     */
    Look<ApplicantSeen> applicant(ProviderRef holder, ProviderRef product);
}
