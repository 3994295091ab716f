package io.cardport.testkit.issuing;

/** What happens to a call. Each adapter tells all of them apart, for each operation and ability it declares. */
public enum Scenario {
    /** All goes well. */
    DONE,
    /** The issuer takes a command on and tells later how it ended. */
    ACCEPTED,
    /** The issuer says no: a card for a holder who is not approved. */
    REFUSED,
    /** Our float at the issuer is empty. */
    INSUFFICIENT_FUNDS,
    /** The issuer does not know what the call is about. */
    NOT_FOUND,
    /** The issuer's rate limit is used up. */
    RATE_LIMITED,
    /** The issuer refuses our credentials once, as it does when a token has ended. */
    AUTH_EXPIRED,
    /** Nothing listens at the issuer's address. */
    NOT_SENT,
    /** The connection ends before the issuer saw the request. */
    NO_ANSWER_BEFORE_COMMIT,
    /** The issuer did it; the connection ends without an answer. */
    NO_ANSWER_AFTER_COMMIT,
    /** The issuer did it; its answer does not come before the deadline. */
    LATE_ANSWER,
    /** The issuer did it; its answer ends in the middle. */
    CUT_ANSWER,
    /** The issuer did it; its answer is no JSON. */
    MALFORMED_ANSWER,
    /** The issuer did it; its answer holds a status word that no table lists. */
    UNKNOWN_WORD,
    /** The issuer reports a failure of its own. */
    ISSUER_500
}
