package io.cardport.domain.delivery;

import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import java.time.Instant;

/** Writes pings, in the form of an event. */
@FunctionalInterface
public interface PingBody {
    /**
     * Writes a ping.
     *
     * @param event its id
     * @param endpoint to which endpoint, which is its subject
     * @param version how many pings it has had, this one included
     * @param at when, in database time
     * @return UTF-8 JSON
     */
    byte[] write(EventId event, EndpointId endpoint, long version, Instant at);
}
