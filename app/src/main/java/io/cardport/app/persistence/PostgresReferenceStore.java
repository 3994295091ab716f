package io.cardport.app.persistence;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issuers' ids in PostgreSQL. The row of an id is its lock, made by whoever comes first. */
final class PostgresReferenceStore implements ReferenceStore {
    private static final String KEY = " WHERE account = ? AND kind = ? AND value = ?";

    private final Sql sql;

    PostgresReferenceStore(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Subject> lock(Reference reference) {
        // Made first, in the same round trip: waits for another transaction that is just making it, and the select sees
        // it.
        sql.later(
                "INSERT INTO provider_references (account, kind, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                reference.account(),
                reference.kind(),
                reference.value().value());
        return read("SELECT subject_id FROM provider_references" + KEY + " FOR UPDATE", reference);
    }

    @Override
    public Optional<Subject> find(Reference reference) {
        return read("SELECT subject_id FROM provider_references" + KEY, reference);
    }

    private Optional<Subject> read(String statement, Reference reference) {
        return sql.first(
                        statement,
                        row -> Read.maybeText(row, "subject_id").map(Subjects::of),
                        reference.account(),
                        reference.kind(),
                        reference.value().value())
                .flatMap(subject -> subject);
    }

    @Override
    public List<DeliveryId> bind(Reference reference, Subject subject) {
        sql.later(
                "INSERT INTO provider_references (account, kind, value, subject_id) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (account, kind, value) DO UPDATE SET subject_id = EXCLUDED.subject_id",
                reference.account(),
                reference.kind(),
                reference.value().value(),
                subject.id());
        // A statement of its own: the one above may have waited for a parker, whose row its snapshot doesn't show.
        return sql.list(
                "WITH freed AS (DELETE FROM parked_deliveries" + KEY
                        + " RETURNING delivery_id) SELECT delivery_id FROM freed ORDER BY delivery_id",
                row -> new DeliveryId(Read.text(row, "delivery_id")),
                reference.account(),
                reference.kind(),
                reference.value().value());
    }

    @Override
    public List<DeliveryId> leftovers(int limit) {
        return sql.list(
                "WITH freed AS (DELETE FROM parked_deliveries WHERE (account, kind, value, delivery_id) IN ("
                        + "SELECT p.account, p.kind, p.value, p.delivery_id FROM parked_deliveries p"
                        + " JOIN provider_references r USING (account, kind, value)"
                        + " WHERE r.subject_id IS NOT NULL LIMIT ?) RETURNING delivery_id)"
                        + " SELECT DISTINCT delivery_id FROM freed ORDER BY delivery_id",
                row -> new DeliveryId(Read.text(row, "delivery_id")),
                limit);
    }

    @Override
    public Map<String, Integer> unknown(Instant before) {
        Map<String, Integer> counts = new HashMap<>();
        sql.list(
                        "SELECT account, count(DISTINCT delivery_id) AS deliveries FROM parked_deliveries"
                                + " WHERE parked_at < ? GROUP BY account",
                        row -> Map.entry(Read.text(row, "account"), row.getInt("deliveries")),
                        before)
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    @Override
    public void park(Reference reference, DeliveryId delivery) {
        sql.later(
                "INSERT INTO parked_deliveries (account, kind, value, delivery_id) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                reference.account(),
                reference.kind(),
                reference.value().value(),
                delivery);
    }
}
