package io.cardport.simulators.bananatech;

/** The words of BananaTech's wire (§2.2, §2.3, §2.4) and of its control. */
final class Word {

    private Word() {}

    enum UserStatus {
        PENDING,
        APPROVED,
        REJECTED
    }

    enum CardStatus {
        PENDING,
        /** To be activated. */
        TBA,
        ACTIVE,
        LOCKED,
        CLOSED,
        FAILED
    }

    /** How something asynchronous ends, and what a transaction is until then. */
    enum Outcome {
        PENDING,
        SUCCESS,
        FAILED
    }

    enum Alter {
        LOCK,
        UNLOCK,
        CLOSE
    }

    /** Types of transactions; RECHARGE is the vendor's, the others are guesses (§2.4). */
    enum TransactionType {
        RECHARGE,
        PURCHASE,
        REFUND,
        FEE,
        CORRECTION,
        CLOSE_REFUND,
        INITIAL_DEPOSIT
    }

    enum EventType {
        USER_CREATE_RESULT,
        CARD_APPLY_RESULT,
        CARD_ASSIGN_RESULT,
        CARD_ACTIVATE_RESULT,
        CARD_STATUS_CHANGE,
        CARD_BALANCE_CHANGE,
        CARD_RECHARGE_RESULT,
        CARD_CLOSE_RESULT,
        TRANSACTION_CREATED,
        CARD_CORRECTION
    }

    /** What the timers of this issuer wait for. */
    enum Alarm {
        USER,
        APPLY,
        ASSIGN,
        ACTIVATE,
        RECHARGE,
        ALTER
    }

    /** What can be made to fail. */
    enum Failure {
        /** The next user is rejected. */
        REGISTER,
        /** The next application ends as failed and its money goes back. */
        APPLY,
        /** The next assignment ends as failed. */
        ASSIGN,
        /** The next activation ends as failed. */
        ACTIVATE,
        /** The next recharge ends as failed and its money goes back. */
        RECHARGE,
        /** The next change of status ends as failed. */
        ALTER,
        /** The next apply, assign, recharge or status call answers 400. */
        REFUSED
    }

    /** What can be wrong with an envelope. */
    enum Flaw {
        /** A true MAC over ciphertext that is not whole blocks. */
        TRUNCATED,
        /** A true MAC over ciphertext without padding. */
        PADDING,
        /** A true MAC over text that is not JSON. */
        NOT_JSON,
        /** A MAC of another key. */
        WRONG_MAC,
        /** The plain JSON, in no envelope. */
        PLAIN,
        /** Webhooks: the type beside the payload is not that of the event. */
        LYING_TYPE
    }

    /** Which envelopes. */
    enum Where {
        ANSWER,
        WEBHOOK
    }
}
