package io.cardport.domain.operation;

/** Kinds of command to an issuer. */
public enum OperationKind {
    /** Register a holder. */
    REGISTER_CARDHOLDER,
    /** Change a holder's data. */
    UPDATE_CARDHOLDER,
    /** Submit or resubmit an applicant. */
    SUBMIT_APPLICANT,
    /** Make a card. */
    ISSUE_CARD,
    /** Activate a card. */
    ACTIVATE_CARD,
    /** Lock a card. */
    LOCK_CARD,
    /** Unlock a card. */
    UNLOCK_CARD,
    /** Close a card. */
    CLOSE_CARD,
    /** Put money on a card. */
    TOP_UP,
    /** Take money off a card. */
    WITHDRAW,
    /** Set a PIN. */
    SET_PIN,
    /** Replace spending controls. */
    SET_SPENDING_CONTROLS
}
