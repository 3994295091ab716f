package io.cardport.http;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;

/** What an exchange without a whole answer means: the same for every issuer, because the socket decides it and no body. */
public final class Endings {
    private Endings() {}

    /**
     * Why a command certainly did nothing.
     *
     * @param cause why nothing left
     * @return the outcome's cause
     */
    public static Outcome.NotSentCause causeOf(NotSentCause cause) {
        return switch (cause) {
            case CONNECT_REFUSED,
                    CONNECT_TIMEOUT,
                    UNRESOLVED,
                    CONNECT_FAILED,
                    TLS,
                    CONNECTION_CLOSED,
                    BODY_UNREADABLE,
                    EXCHANGE_CLOSED -> Outcome.NotSentCause.UNREACHABLE;
            case DEADLINE_BEFORE_SEND, INTERRUPTED -> Outcome.NotSentCause.TOO_LATE;
            case RATE_BUDGET -> Outcome.NotSentCause.RATE_LIMITED;
            case CIRCUIT_OPEN -> Outcome.NotSentCause.CIRCUIT_OPEN;
        };
    }

    /**
     * Why it is not known what a command did.
     *
     * @param cause why there is no whole answer
     * @return the outcome's cause
     */
    public static Outcome.UnknownCause causeOf(NoAnswerCause cause) {
        return switch (cause) {
            case RESET, CLOSED, DEADLINE, CUT_ANSWER, UPLOAD_FAILED, INTERRUPTED -> Outcome.UnknownCause.NO_ANSWER;
            case ANSWER_TOO_LARGE, MALFORMED_ANSWER -> Outcome.UnknownCause.MALFORMED_ANSWER;
        };
    }

    /**
     * Why a look shows nothing, where it was not sent.
     *
     * @param cause why not
     * @return the look's cause
     */
    public static Look.Cause unseen(Outcome.NotSentCause cause) {
        return switch (cause) {
            case RATE_LIMITED -> Look.Cause.RATE_LIMITED;
            case CREDENTIALS_REFUSED -> Look.Cause.CREDENTIALS_REFUSED;
            case UNREACHABLE, TOO_LATE, CIRCUIT_OPEN, ISSUER_BUSY -> Look.Cause.ISSUER_DOWN;
        };
    }

    /**
     * Why a look shows nothing, where its answer is missing or cannot be read.
     *
     * @param cause what is wrong with the answer
     * @return the look's cause
     */
    public static Look.Cause unseen(Outcome.UnknownCause cause) {
        return switch (cause) {
            case MALFORMED_ANSWER, UNRECOGNISED_ANSWER -> Look.Cause.MALFORMED_ANSWER;
            case NO_ANSWER, ISSUER_FAILED, STILL_RUNNING, SENDER_GONE -> Look.Cause.ISSUER_DOWN;
        };
    }
}
