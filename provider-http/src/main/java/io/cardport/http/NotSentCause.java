package io.cardport.http;

/** Why nothing left. The cause is for people and metrics; that nothing left does not depend on it. */
public enum NotSentCause {
    /** Nothing listens at the address. */
    CONNECT_REFUSED,
    /** No connection within the connect timeout. */
    CONNECT_TIMEOUT,
    /** The host name has no address. */
    UNRESOLVED,
    /** No route, no socket, or another failure to connect. */
    CONNECT_FAILED,
    /** The TLS handshake failed, or the certificate is not to be trusted for this host. */
    TLS,
    /** The connection closed before the first byte was handed over. */
    CONNECTION_CLOSED,
    /** The right to send, or the deadline, ended before the first byte was handed over. */
    DEADLINE_BEFORE_SEND,
    /** The budget of calls a minute is spent. */
    RATE_BUDGET,
    /** A file to upload could not be opened. */
    BODY_UNREADABLE,
    /** The waiting thread was interrupted before the first byte was handed over. */
    INTERRUPTED,
    /** The exchange is closed. */
    EXCHANGE_CLOSED,
    /** The issuer has been failing and is not asked now; nothing of the exchange was begun. */
    CIRCUIT_OPEN
}
