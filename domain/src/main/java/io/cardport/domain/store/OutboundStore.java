package io.cardport.domain.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.OutboundId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Deliveries to endpoints. Events of the feed are queued for the endpoints that want them; per endpoint and subject only
 * the first one that waits can be taken, so its successor's first attempt follows its end.
 */
public interface OutboundStore {
    /**
     * Queues what is new in the feed for every enabled endpoint that wants it; one mover at a time in all nodes.
     *
     * @param limit how many events at most
     * @return how many events were queued, or passed over because nobody wants them
     */
    int fanOut(int limit);

    /**
     * Takes deliveries for one attempt each, endpoint by endpoint in turn. An endpoint has never more in flight than
     * {@link io.cardport.domain.delivery.RetrySchedule#atOnce} allows, on all nodes together.
     *
     * @param lease when and how long
     * @param limit how many at most, 1 or more
     * @return what was taken
     */
    List<Consignment> take(Lease lease, int limit);

    /**
     * A lease.
     *
     * @param now database time
     * @param until when another node may take them
     * @param timeout for each attempt
     */
    record Lease(Instant now, Instant until, Duration timeout) {}

    /**
     * Notes an attempt and what follows. A claim that is over decides nothing any more, except that what was received is
     * delivered.
     *
     * @param consignment what was taken
     * @param attempt the attempt
     * @param verdict what follows
     * @param now database time
     */
    void settle(Consignment consignment, Attempt attempt, Verdict verdict, Instant now);

    /** What follows an attempt. */
    sealed interface Verdict {
        /** The receiver has it. */
        record Delivered() implements Verdict {}

        /**
         * It is tried again.
         *
         * @param at when, in database time
         * @param restUntil until when the endpoint is left alone, in database time; may be past
         */
        record Again(Instant at, Instant restUntil) implements Verdict {}

        /**
         * It is a dead letter.
         *
         * @param restUntil until when the endpoint is left alone, in database time; may be past
         */
        record Dead(Instant restUntil) implements Verdict {}
    }

    /**
     * Gives up what is too old and not under way, also at endpoints that nothing is sent to.
     *
     * @param before since when it must have been waiting, in database time
     * @param now database time
     * @param limit how many at most
     * @return how many became dead letters
     */
    int expire(Instant before, Instant now, int limit);

    /**
     * Finds a delivery.
     *
     * @param scope who asks
     * @param id which
     * @return the delivery, empty for missing and foreign alike
     */
    Optional<OutboundDelivery> find(Scope scope, OutboundId id);

    /**
     * Lists deliveries.
     *
     * @param filter which
     * @param page which part
     * @return the part, newest first
     */
    Page<OutboundDelivery> list(Filter filter, Page.Request page);

    /**
     * Which deliveries to list.
     *
     * @param scope whose
     * @param endpoint to which endpoint
     * @param status in which state
     * @param event of which event
     */
    record Filter(Scope scope, Optional<EndpointId> endpoint, Optional<Status> status, Optional<EventId> event) {}

    /**
     * Queues events for an endpoint that this transaction has locked, oldest first; what waits already is due at once.
     *
     * @param endpoint to where
     * @param wish which events
     * @param now database time
     * @param limit how many at most
     * @return how many, and where the rest begins
     */
    Replayed replay(WebhookEndpoint endpoint, Wish wish, Instant now, int limit);

    /**
     * Which events are to be sent again; all conditions that are given hold.
     *
     * @param since that happened then or later, in database time, and that the endpoint's filter passes
     * @param events of these ids; all where empty
     * @param which how their deliveries ended
     */
    record Wish(Optional<Instant> since, List<EventId> events, Which which) {
        /** Copies the list. */
        public Wish {
            events = List.copyOf(events);
        }
    }

    /** How deliveries ended that are to be made again. */
    enum Which {
        /** Whatever became of them, also where there was none. */
        ALL,
        /** Dead letters, and what failed and waits for another attempt. */
        FAILED
    }

    /**
     * What was queued.
     *
     * @param count how many
     * @param next when the first event happened that was beyond the limit
     */
    record Replayed(int count, Optional<Instant> next) {}

    /**
     * Puts a delivery in the log that was made past the queue. One that was received lifts the endpoint's rest.
     *
     * @param delivery with its only attempt
     * @param now database time
     */
    void log(OutboundDelivery delivery, Instant now);

    /**
     * What waits, of all distributors.
     *
     * @return counted up to 10,000
     */
    Backlog backlog();

    /**
     * What waits.
     *
     * @param pending how many deliveries; 10,000 stands for that or more
     * @param dead how many dead letters; 10,000 stands for that or more
     * @param oldest since when the oldest is queued, in database time
     */
    record Backlog(int pending, int dead, Optional<Instant> oldest) {}
}
