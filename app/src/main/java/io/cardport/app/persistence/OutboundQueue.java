package io.cardport.app.persistence;

import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.IdGenerator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Queues events for endpoints. All who change the queue lock in one order: endpoint, queue rows by endpoint and subject,
 * turns by endpoint. A subject's queue row is locked before its next delivery is looked for, so that of two transactions,
 * one that ends a subject's last delivery and one that adds another, the second sees what the first did.
 */
final class OutboundQueue {
    /** The advisory lock of the mover; a number of our own choice, the same on all nodes. */
    private static final long MOVER = 0x6361_7264_6f75_7462L;

    private final Sql sql;
    private final IdGenerator ids;

    OutboundQueue(Sql sql, IdGenerator ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** An event that goes to an endpoint. */
    record Entry(
            String delivery,
            String endpoint,
            String distributor,
            String event,
            long seq,
            String type,
            String subject,
            long position,
            Instant since) {}

    /**
     * Queues what is new in the feed for every enabled endpoint that wants it; one mover at a time in all nodes. The
     * endpoints are held until the commit, so that none is removed meanwhile.
     *
     * @param limit how many events at most
     * @return how many events were passed on, or passed over because nobody wants them
     */
    int fanOut(int limit) {
        boolean mover = sql.first("SELECT pg_try_advisory_xact_lock(?) AS mine", row -> row.getBoolean("mine"), MOVER)
                .orElseThrow();
        if (!mover) {
            return 0;
        }
        // Statements of their own, so that their snapshots show all that the last mover did.
        long after = sql.first("SELECT last FROM outbound_head", row -> row.getLong("last"))
                .orElseThrow();
        List<Long> fresh = sql.list(
                "SELECT pos FROM feed WHERE pos > ? ORDER BY pos LIMIT ?", row -> row.getLong("pos"), after, limit);
        if (fresh.isEmpty()) {
            return 0;
        }
        queue(after, fresh.getLast());
        sql.later("UPDATE outbound_head SET last = ?", fresh.getLast());
        return fresh.size();
    }

    private void queue(long after, long to) {
        Set<String> held = new LinkedHashSet<>(sql.list(
                "SELECT id FROM webhook_endpoints WHERE state = 'ENABLED' AND distributor_id IN"
                        + " (SELECT distributor_id FROM feed WHERE pos > ? AND pos <= ?) ORDER BY id FOR KEY SHARE",
                row -> Read.text(row, "id"),
                after,
                to));
        if (held.isEmpty()) {
            return;
        }
        List<Entry> entries = sql.list(
                "SELECT w.id AS endpoint_id, w.distributor_id, v.id, v.seq, v.type, v.subject_id, f.pos, v.occurred_at"
                        + " FROM feed f JOIN webhook_endpoints w ON w.distributor_id = f.distributor_id"
                        + " JOIN events v ON v.seq = f.seq WHERE f.pos > ? AND f.pos <= ? AND w.id = ANY(?)"
                        + " AND w.state = 'ENABLED' AND ('" + EventFilter.ALL
                        + "' = ANY(w.event_types) OR v.type = ANY(w.event_types)) ORDER BY f.pos",
                row -> entry(
                        row,
                        new EndpointId(Read.text(row, "endpoint_id")),
                        Optional.empty(),
                        Read.time(row, "occurred_at")),
                after,
                to,
                held.toArray(String[]::new));
        if (!entries.isEmpty()) {
            add(entries);
            begin(entries);
        }
    }

    /** An event as a delivery of its own, new where there is none yet. */
    Entry entry(ResultSet row, EndpointId endpoint, Optional<String> delivery, Instant since) throws SQLException {
        return new Entry(
                delivery.orElseGet(() -> ids.outbound().value()),
                endpoint.value(),
                Read.text(row, "distributor_id"),
                Read.text(row, "id"),
                row.getLong("seq"),
                Read.text(row, "type"),
                Read.text(row, "subject_id"),
                row.getLong("pos"),
                since);
    }

    /** Writes new deliveries; one that a replay has made meanwhile stays as it is. */
    void add(List<Entry> entries) {
        sql.update(
                "INSERT INTO outbound_deliveries (id, endpoint_id, distributor_id, event_id, event_seq, type, subject_id,"
                        + " pos, since, status, attempts)"
                        + " SELECT n.*, 'PENDING', 0 FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS n"
                        + " ON CONFLICT (endpoint_id, event_id) DO NOTHING",
                texts(entries, Entry::delivery),
                texts(entries, Entry::endpoint),
                texts(entries, Entry::distributor),
                texts(entries, Entry::event),
                entries.stream().map(Entry::seq).toArray(Long[]::new),
                texts(entries, Entry::type),
                texts(entries, Entry::subject),
                entries.stream().map(Entry::position).toArray(Long[]::new),
                entries.stream().map(Entry::since).toArray(Instant[]::new));
    }

    /** Makes the first of each subject its head where it has none, and gives the endpoints their turn. */
    void begin(List<Entry> entries) {
        sql.update(
                "INSERT INTO outbound_queue (endpoint_id, subject_id, delivery_id, since, next_at)"
                        + " SELECT DISTINCT ON (e, s) e, s, d, t, t FROM unnest(?, ?, ?, ?, ?) AS n (e, s, d, p, t)"
                        + " JOIN outbound_deliveries w ON w.id = n.d AND w.status = 'PENDING' ORDER BY e, s, p"
                        + " ON CONFLICT (endpoint_id, subject_id) DO UPDATE SET taken = outbound_queue.taken",
                texts(entries, Entry::endpoint),
                texts(entries, Entry::subject),
                texts(entries, Entry::delivery),
                entries.stream().map(Entry::position).toArray(Long[]::new),
                entries.stream().map(Entry::since).toArray(Instant[]::new));
        Instant first =
                entries.stream().map(Entry::since).min(Instant::compareTo).orElseThrow();
        turn(texts(entries, Entry::endpoint), first);
    }

    /** Gives endpoints their turn at a time, unless they rest or have it sooner. */
    void turn(String[] endpoints, Instant at) {
        sql.later(
                "SELECT endpoint_id FROM outbound_turns WHERE endpoint_id = ANY(?) ORDER BY endpoint_id FOR UPDATE",
                row -> Read.text(row, "endpoint_id"),
                locked -> {},
                (Object) endpoints);
        sql.update(
                "UPDATE outbound_turns SET turn_at = greatest(rest_until, least(coalesce(turn_at, ?), ?))"
                        + " WHERE endpoint_id = ANY(?)",
                at,
                at,
                endpoints);
    }

    /** Ends the head of a subject, whose queue row is locked, and makes the next one its head, due at once. */
    void end(String endpoint, String subject, String delivery, String status, Instant now) {
        sql.later("UPDATE outbound_deliveries SET status = ? WHERE id = ?", status, delivery);
        int followed = sql.update(
                "UPDATE outbound_queue q SET delivery_id = n.id, since = n.since, next_at = ?, taken = false, failures = 0"
                        + " FROM (SELECT id, since FROM outbound_deliveries WHERE endpoint_id = ? AND subject_id = ?"
                        + " AND status = 'PENDING' ORDER BY pos LIMIT 1) AS n"
                        + " WHERE q.endpoint_id = ? AND q.subject_id = ?",
                now,
                endpoint,
                subject,
                endpoint,
                subject);
        if (followed == 0) {
            sql.later("DELETE FROM outbound_queue WHERE endpoint_id = ? AND subject_id = ?", endpoint, subject);
        }
    }

    private static String[] texts(List<Entry> entries, Function<Entry, String> field) {
        return entries.stream().map(field).toArray(String[]::new);
    }
}
