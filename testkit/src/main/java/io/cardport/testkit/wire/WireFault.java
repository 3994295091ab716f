package io.cardport.testkit.wire;

/** What can go wrong between an adapter and its issuer. */
public sealed interface WireFault {
    /** The request arrives nowhere and the connection ends. */
    record DropBefore() implements WireFault {}

    /** The issuer gets the request and answers; the connection ends without a byte of the answer. */
    record DropAfter() implements WireFault {}

    /** The issuer gets the request and answers; the connection ends in the middle of the answer's body. */
    record Cut() implements WireFault {}

    /** The issuer gets the request and answers; the adapter gets other bytes with the answer's status. */
    record Garble() implements WireFault {}

    /** The issuer gets the request and answers; every JSON text field whose name ends in "status" says another word. */
    record Reword() implements WireFault {
        /** The word. */
        public static final String WORD = "SOMETHING_NEW";
    }

    /** The issuer gets the request and answers; the answer never comes, the connection stays. */
    record Stall() implements WireFault {}

    /**
     * The issuer does not get the request; the proxy answers in its place.
     *
     * @param status HTTP status
     * @param body sent as {@code application/json}
     */
    record Answer(int status, String body) implements WireFault {}
}
