package io.cardport.http;

import io.cardport.http.WireResult.Answered;

/**
 * What an adapter finds in a whole answer that its status does not tell. Journal and circuit learn of it; what becomes of
 * the operation is the adapter's to say, as ever.
 */
@FunctionalInterface
public interface AnswerJudge {
    /** What was found. */
    enum Finding {
        /** Nothing beyond the status. */
        AS_ITS_STATUS,
        /** The issuer refuses our credentials, which others say with a 401. */
        CREDENTIALS_REFUSED
    }

    /**
     * Looks at an answer; called once, never for anything but a whole one. Must not throw.
     *
     * @param answer the answer, which stays the caller's
     * @return what was found
     */
    Finding of(Answered answer);

    /**
     * Looks at nothing but the status.
     *
     * @return for issuers that say with the status what they mean
     */
    static AnswerJudge byStatus() {
        return answer -> Finding.AS_ITS_STATUS;
    }
}
