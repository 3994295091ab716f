package io.cardport.domain.delivery;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to take an event to an endpoint. */
public sealed interface Reception {
    /**
     * The receiver has it.
     *
     * @param status 200 to 299
     */
    record Taken(int status) implements Reception {}

    /**
     * The receiver answered something else: a redirect, which is not followed, a refusal or a failure.
     *
     * @param status the HTTP status
     * @param retryAfter how long it asks to be left alone (429 and 503 with {@code Retry-After}, RFC 9110 section 10.2.3)
     */
    record Declined(int status, Optional<Duration> retryAfter) implements Reception {}

    /** The receiver is gone for good (410): the endpoint is switched off. */
    record Gone() implements Reception {}

    /**
     * No whole answer came.
     *
     * @param cause why, as far as our side of the socket can tell
     */
    record Unreached(Cause cause) implements Reception {}

    /** Why there was no whole answer. */
    enum Cause {
        /** The name has no address. */
        UNKNOWN_HOST,
        /** The address is private, loopback, link-local or otherwise not for us to call; nothing was sent. */
        FORBIDDEN_ADDRESS,
        /** Nobody took the connection. */
        CONNECT,
        /** The certificate or the handshake was wrong. */
        TLS,
        /** The time was over before the answer was whole. */
        TIMEOUT,
        /** The connection ended before the answer was whole. */
        CUT,
        /** The answer was longer than we read. */
        TOO_LARGE,
        /** What came was not HTTP. */
        MALFORMED
    }
}
