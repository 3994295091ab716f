package io.cardport.http;

/** The HTTP methods that issuers use (RFC 9110 section 9, RFC 5789). */
public enum Method {
    /** Reads. */
    GET,
    /** Sends a command. */
    POST,
    /** Replaces. */
    PUT,
    /** Changes a part. */
    PATCH,
    /** Removes. */
    DELETE
}
