package io.cardport.domain.holder;

/** How far one approval is; the words of the API. */
public enum ApplicantState {
    /** Nothing submitted. */
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
    /** Nobody decided in time; a late decision is still taken. */
    EXPIRED
}
