package io.cardport.domain.store;

import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EventId;
import java.util.List;
import java.util.Optional;

/**
 * The gapless feed: committed events in an order that no later commit changes, moved there by a sequencer. Only a position
 * is a cursor.
 */
public interface EventFeed {
    /**
     * Moves committed events into the feed, in the order of their writing; one mover at a time in all nodes.
     *
     * @param limit how many at most
     * @return how many were moved
     */
    int sequence(int limit);

    /**
     * Reads on.
     *
     * @param distributor whose events
     * @param after the position after which to read, 0 for the oldest kept
     * @param limit how many at most
     * @return the events, oldest first
     */
    List<Entry> read(DistributorId distributor, long after, int limit);

    /**
     * Where an event stands.
     *
     * @param distributor whose events
     * @param event which
     * @return its position, empty for missing and foreign alike
     */
    Optional<Long> positionOf(DistributorId distributor, EventId event);

    /**
     * An event in the feed.
     *
     * @param position its place, growing
     * @param json the whole event as it was written, UTF-8
     */
    record Entry(long position, byte[] json) {}
}
