package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What will happen later, kept over restarts. Used only inside {@link IssuerState#locked}. */
public final class Timers {

    /** Gets what is due. */
    @FunctionalInterface
    public interface Alarm {

        /**
         * Something is due.
         *
         * @param kind what, in the issuer's words
         * @param ref the id it concerns
         */
        void due(String kind, String ref);
    }

    private record Due(long at, long order, String id) {}

    private final Table table;
    private final InstantSource clock;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long order;

    Timers(Table table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
        reload();
    }

    /**
     * Asks for an alarm.
     *
     * @param wait how long from now
     * @param kind what
     * @param ref the id it concerns
     */
    public void after(Duration wait, String kind, String ref) {
        at(clock.instant().plus(wait), kind, ref);
    }

    /**
     * Asks for an alarm.
     *
     * @param when the moment, to the millisecond
     * @param kind what
     * @param ref the id it concerns
     */
    public void at(Instant when, String kind, String ref) {
        order++;
        String id = Long.toString(order);
        table.put(
                id,
                Json.object().put("at", when.toEpochMilli()).put("kind", kind).put("ref", ref));
        queue.add(new Due(when.toEpochMilli(), order, id));
    }

    /**
     * The next moment something is due.
     *
     * @return that moment; empty if nothing waits
     */
    Optional<Instant> next() {
        return Optional.ofNullable(queue.peek()).map(due -> Instant.ofEpochMilli(due.at()));
    }

    void run(Alarm alarm) {
        long now = clock.millis();
        for (Due due = queue.peek(); due != null && due.at() <= now; due = queue.peek()) {
            queue.poll();
            Optional<ObjectNode> entry = table.find(due.id());
            table.remove(due.id());
            entry.ifPresent(
                    e -> alarm.due(e.path("kind").textValue(), e.path("ref").textValue()));
        }
    }

    void reload() {
        queue.clear();
        for (String id : table.keys()) {
            long number = Long.parseLong(id);
            order = Math.max(order, number);
            table.find(id).ifPresent(e -> queue.add(new Due(e.path("at").longValue(), number, id)));
        }
    }
}
