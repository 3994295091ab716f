package io.cardport.proof.cut;

/**
 * Where a connection is cut.
 *
 * @param exchange which exchange since the cut was laid, from 1
 * @param point where in it
 * @param fraction how far into the part that the point names, from 0 to 1
 * @param ending how the connection ends
 */
record Cut(int exchange, Point point, double fraction, Ending ending) {
    /** A point of an exchange. */
    enum Point {
        /** Nobody takes the connection. */
        REFUSED,
        /** The connection is taken and ends when the first byte comes; now and then at once. */
        BEFORE_THE_REQUEST,
        /** Inside the request; the issuer gets what was sent until then. */
        INSIDE_THE_REQUEST,
        /** All but the last byte was sent. */
        BEFORE_THE_LAST_BYTE,
        /** All was sent, and the issuer never gets it. */
        BEFORE_THE_ISSUER_ACTS,
        /** The issuer has committed and answered; not a byte of that comes. */
        AFTER_THE_COMMIT,
        /** Inside the status line. */
        INSIDE_THE_STATUS,
        /** Inside the headers. */
        INSIDE_THE_HEADERS,
        /** Behind the headers. */
        BEFORE_THE_BODY,
        /** Inside the body of the answer. */
        INSIDE_THE_BODY,
        /** All but the last byte of the answer came. */
        WITHOUT_THE_LAST_BYTE
    }

    /** How a connection ends. */
    enum Ending {
        /** In order (FIN). */
        CLOSED,
        /** By a reset (RST). */
        RESET
    }
}
