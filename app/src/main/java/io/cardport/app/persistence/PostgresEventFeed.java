package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.store.EventFeed;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The feed in PostgreSQL. Sequence numbers of events are given before their transactions commit, so they can't be a cursor;
 * one mover at a time, under an advisory lock, gives positions to what is committed. Two events of one subject come in
 * order, because the second transaction began its event only after the first had committed and let the subject's row go.
 */
final class PostgresEventFeed implements EventFeed {
    /** The advisory lock of the mover; a number of our own choice, the same on all nodes. */
    private static final long MOVER = 0x6361_7264_6665_6564L;

    private static final String MOVE = "WITH moved AS (DELETE FROM events_pending WHERE seq = ANY(ARRAY("
            + "SELECT seq FROM events_pending ORDER BY seq LIMIT ?)) RETURNING seq, distributor_id),"
            + " head AS (UPDATE feed_head SET last = last + (SELECT count(*) FROM moved)"
            + " WHERE EXISTS (SELECT 1 FROM moved) RETURNING last - (SELECT count(*) FROM moved) AS base)"
            + " INSERT INTO feed (pos, seq, distributor_id)"
            + " SELECT head.base + row_number() OVER (ORDER BY moved.seq), moved.seq, moved.distributor_id"
            + " FROM moved, head";

    private final Connections connections;
    private final KeyRing house;

    PostgresEventFeed(DataSource database, KeyRing house) {
        this.connections = new Connections(database);
        this.house = house;
    }

    @Override
    public int sequence(int limit) {
        return connections.transaction(connection -> {
            Sql sql = new Sql(connection);
            boolean mover = sql.first(
                            "SELECT pg_try_advisory_xact_lock(?) AS mine", row -> row.getBoolean("mine"), MOVER)
                    .orElseThrow();
            // A statement of its own, so that its snapshot shows all that the last mover did.
            return mover ? sql.update(MOVE, limit) : 0;
        });
    }

    @Override
    public List<Entry> read(DistributorId distributor, long after, int limit) {
        return withSql(sql -> {
            HolderKeys keys = new HolderKeys(sql, house);
            return sql.list(
                    "SELECT f.pos, e.*, h.data_key FROM feed f JOIN events e ON e.seq = f.seq"
                            + " LEFT JOIN cardholders h ON h.id = e.holder_id"
                            + " WHERE f.distributor_id = ? AND f.pos > ? ORDER BY f.pos LIMIT ?",
                    row -> entry(row, keys),
                    distributor,
                    after,
                    limit);
        });
    }

    @Override
    public Optional<Long> positionOf(DistributorId distributor, EventId event) {
        return withSql(sql -> sql.first(
                "SELECT f.pos FROM feed f JOIN events e ON e.seq = f.seq WHERE e.id = ? AND f.distributor_id = ?",
                row -> row.getLong("pos"),
                event,
                distributor));
    }

    private <T> T withSql(Function<Sql, T> reading) {
        return connections.autocommitting(connection -> reading.apply(new Sql(connection)));
    }

    private static Entry entry(ResultSet row, HolderKeys keys) throws SQLException {
        return new Entry(row.getLong("pos"), json(row, keys));
    }

    /** The whole event of a row of {@code events} with its holder's {@code data_key}. */
    static byte[] json(ResultSet row, HolderKeys keys) throws SQLException {
        String id = Read.text(row, "id");
        Optional<String> holder = Read.maybeText(row, "holder_id");
        Optional<byte[]> wrapped = Read.maybeBytes(row, "data_key");
        holder.ifPresent(person -> keys.learn(person, wrapped));
        return keys.unseal(
                        wrapped.isPresent() ? holder : Optional.empty(),
                        PostgresOutbox.place(id),
                        Read.bytes(row, "body"))
                .orElse(erased(row));
    }

    /** What is left of an event about a person whose key was destroyed. */
    private static byte[] erased(ResultSet row) throws SQLException {
        Map<String, Object> event = new LinkedHashMap<>();
        String subject = Read.text(row, "subject_id");
        Instant occurred = Read.time(row, "occurred_at");
        event.put("id", Read.text(row, "id"));
        event.put("type", Read.text(row, "type"));
        event.put("occurredAt", occurred.truncatedTo(ChronoUnit.MILLIS).toString());
        event.put("version", row.getLong("version"));
        event.put("subject", Map.of("type", Subjects.of(subject).type(), "id", subject));
        event.put("data", Map.of("id", subject, "erased", true));
        return StoredJson.write(event).getBytes(StandardCharsets.UTF_8);
    }
}
