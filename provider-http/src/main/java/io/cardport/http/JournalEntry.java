package io.cardport.http;

import java.time.Duration;
import java.time.Instant;

/**
 * One exchange, without anything an issuer or a customer would mind.
 *
 * @param at when it began
 * @param name label of the endpoint
 * @param method HTTP method
 * @param pathTemplate path with placeholders
 * @param ending what became of it
 * @param took from the call to the result
 * @param bytesSent bytes of the body handed to the socket
 * @param bytesReceived bytes of the body of the answer
 */
public record JournalEntry(
        Instant at,
        String name,
        Method method,
        String pathTemplate,
        Ending ending,
        Duration took,
        long bytesSent,
        long bytesReceived) {
    /** What became of an exchange, without its content. */
    public sealed interface Ending {
        /**
         * An answer came.
         *
         * @param code HTTP status
         */
        record Status(int code) implements Ending {
            @Override
            public String toString() {
                return Integer.toString(code);
            }
        }

        /**
         * An answer came that refuses our credentials with words in its body.
         *
         * @param code HTTP status, which says otherwise
         */
        record TurnedAway(int code) implements Ending {
            @Override
            public String toString() {
                return code + "(CREDENTIALS_REFUSED)";
            }
        }

        /**
         * Nothing left.
         *
         * @param cause why
         */
        record Unsent(NotSentCause cause) implements Ending {
            @Override
            public String toString() {
                return "NotSent(" + cause + ")";
            }
        }

        /**
         * No answer came.
         *
         * @param cause why
         */
        record Unanswered(NoAnswerCause cause) implements Ending {
            @Override
            public String toString() {
                return "NoAnswer(" + cause + ")";
            }
        }
    }
}
