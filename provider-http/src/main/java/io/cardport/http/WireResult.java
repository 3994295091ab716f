package io.cardport.http;

/** What became of one exchange. */
public sealed interface WireResult {
    /**
     * A whole answer was read, whatever its status.
     *
     * @param status HTTP status, 200 to 599; redirects are answers too and never followed
     * @param headers fields of the answer
     * @param body the exact bytes, at most the limit of the settings; belongs to the receiver
     */
    record Answered(int status, WireHeaders headers, byte[] body) implements WireResult {
        @Override
        public String toString() {
            return "Answered[" + status + ", " + body.length + " bytes]";
        }
    }

    /**
     * Certain: no byte of the request was handed to a socket. Sending again is safe.
     *
     * @param cause why
     */
    record NotSent(NotSentCause cause) implements WireResult {}

    /**
     * The request, or a part of it, may have arrived and may have taken effect. Only a look may settle it.
     *
     * @param cause why there is no answer
     */
    record NoAnswer(NoAnswerCause cause) implements WireResult {}
}
