package io.cardport.domain.funding;

/** What became of a top-up or withdrawal; the words of the API. */
public enum MovementState {
    /** Not decided. */
    PENDING,
    /** Done. */
    SUCCEEDED,
    /** Not done, and never will be. */
    FAILED,
    /** A person is to find out. */
    UNSETTLED
}
