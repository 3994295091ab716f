package io.cardport.http;

/** What the ending of one call says of the issuer. */
public enum Verdict {
    /** It answers: also a no of its own, and a 429, which never open a circuit. */
    ANSWERS,
    /** This call fails: no whole answer, a failure of the issuer's own (5xx, 408), or our credentials refused (401, or in words). */
    FAILS,
    /** No connection, so no call of the account can work. */
    OUT_OF_REACH,
    /** Nothing: the cause lies with us. */
    NOTHING;

    /**
     * Judges an ending. A 403 is an answer: issuers say "not allowed for this card" with it.
     *
     * @param ending what became of the call
     * @return what it says of the issuer
     */
    public static Verdict of(JournalEntry.Ending ending) {
        return switch (ending) {
            case JournalEntry.Ending.Status(int code) -> code >= 500 || code == 401 || code == 408 ? FAILS : ANSWERS;
            case JournalEntry.Ending.TurnedAway ignored -> FAILS;
            case JournalEntry.Ending.Unsent(NotSentCause cause) ->
                switch (cause) {
                    case CONNECT_REFUSED, CONNECT_TIMEOUT, UNRESOLVED, CONNECT_FAILED, TLS -> OUT_OF_REACH;
                    case CONNECTION_CLOSED,
                            DEADLINE_BEFORE_SEND,
                            RATE_BUDGET,
                            BODY_UNREADABLE,
                            INTERRUPTED,
                            EXCHANGE_CLOSED,
                            CIRCUIT_OPEN -> NOTHING;
                };
            case JournalEntry.Ending.Unanswered(NoAnswerCause cause) ->
                switch (cause) {
                    case RESET, CLOSED, DEADLINE, CUT_ANSWER, ANSWER_TOO_LARGE, MALFORMED_ANSWER -> FAILS;
                    case UPLOAD_FAILED, INTERRUPTED -> NOTHING;
                };
        };
    }
}
