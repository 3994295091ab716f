package io.cardport.domain.holder;

/** What an issuer's word about an applicant means; each adapter's table translates its issuer's words into these. */
public enum ApplicantReading {
    /** Known, nothing submitted. */
    NEW,
    /** Being verified. */
    IN_REVIEW,
    /** More is wanted. */
    INCOMPLETE,
    /** Verified; cards can be issued. */
    APPROVED,
    /** Turned down. */
    REJECTED,
    /** Was approved, may not be used now. */
    SUSPENDED,
    /** A word that the table does not list; changes nothing. */
    UNRECOGNISED
}
