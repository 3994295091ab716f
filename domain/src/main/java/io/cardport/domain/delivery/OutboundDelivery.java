package io.cardport.domain.delivery;

import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.OutboundId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The delivery of one event to one endpoint, without what the event says.
 *
 * @param id our id
 * @param endpoint to where
 * @param distributor whose
 * @param told what is taken there
 * @param status what became of it
 * @param attempts all attempts, oldest first
 * @param nextAttemptAt when it is tried next; empty where it is done, under way, or waits for an earlier version
 */
public record OutboundDelivery(
        OutboundId id,
        EndpointId endpoint,
        DistributorId distributor,
        Told told,
        Status status,
        List<Attempt> attempts,
        Optional<Instant> nextAttemptAt) {
    /** Copies the list. */
    public OutboundDelivery {
        attempts = List.copyOf(attempts);
    }

    /**
     * What is taken there.
     *
     * @param event the event's id
     * @param type the text of its type, or {@code ping}
     */
    public record Told(EventId event, String type) {}

    /** What became of it. */
    public enum Status {
        /** It is to be tried, or tried again. */
        PENDING,
        /** The receiver has it. */
        DELIVERED,
        /** Given up: a dead letter, until it is replayed. */
        DEAD
    }

    /**
     * One attempt.
     *
     * @param at when it began, in database time
     * @param outcome what became of it
     * @param status the HTTP status, where one came
     * @param took until its end
     */
    public record Attempt(Instant at, Outcome outcome, Optional<Integer> status, Duration took) {
        /**
         * An attempt as it is logged.
         *
         * @param reception what became of it
         * @param at when it began, in database time
         * @param took until its end
         * @return the attempt
         */
        public static Attempt of(Reception reception, Instant at, Duration took) {
            return switch (reception) {
                case Reception.Taken(int status) -> new Attempt(at, Outcome.TAKEN, Optional.of(status), took);
                case Reception.Declined(int status, var ignored) ->
                    new Attempt(at, Outcome.DECLINED, Optional.of(status), took);
                case Reception.Gone() -> new Attempt(at, Outcome.GONE, Optional.of(410), took);
                case Reception.Unreached(Reception.Cause cause) ->
                    new Attempt(at, Outcome.of(cause), Optional.empty(), took);
            };
        }
    }

    /** The words of the log; those from {@link #UNKNOWN_HOST} on are what {@link Reception.Cause} says. */
    public enum Outcome {
        /** The receiver answered 200 to 299. */
        TAKEN,
        /** The receiver answered something else. */
        DECLINED,
        /** The receiver answered 410. */
        GONE,
        /** The name has no address. */
        UNKNOWN_HOST,
        /** The address is not for us to call. */
        FORBIDDEN_ADDRESS,
        /** Nobody took the connection. */
        CONNECT,
        /** The certificate or the handshake was wrong. */
        TLS,
        /** The time was over. */
        TIMEOUT,
        /** The connection ended too soon. */
        CUT,
        /** The answer was too long. */
        TOO_LARGE,
        /** What came was not HTTP. */
        MALFORMED;

        static Outcome of(Reception.Cause cause) {
            return switch (cause) {
                case UNKNOWN_HOST -> UNKNOWN_HOST;
                case FORBIDDEN_ADDRESS -> FORBIDDEN_ADDRESS;
                case CONNECT -> CONNECT;
                case TLS -> TLS;
                case TIMEOUT -> TIMEOUT;
                case CUT -> CUT;
                case TOO_LARGE -> TOO_LARGE;
                case MALFORMED -> MALFORMED;
            };
        }
    }
}
