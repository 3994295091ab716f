package io.cardport.http;

/** Why there is no answer although something may have left. */
public enum NoAnswerCause {
    /** The other side reset the connection before any byte of an answer. */
    RESET,
    /** The connection ended before any byte of an answer. */
    CLOSED,
    /** The deadline passed; the socket was reset. */
    DEADLINE,
    /** The answer began and did not end. */
    CUT_ANSWER,
    /** The answer is longer than the limit of the settings. */
    ANSWER_TOO_LARGE,
    /** What came back is not HTTP/1.1. */
    MALFORMED_ANSWER,
    /** A file to upload failed, or was longer or shorter than declared, after the first byte had left. */
    UPLOAD_FAILED,
    /** The waiting thread was interrupted; the socket was reset. */
    INTERRUPTED
}
