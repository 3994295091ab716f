package io.cardport.app.persistence;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.ProviderRef;
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

    /** Cards in the order of the primary key, so that each part of a round reads no more than it takes. */
    static final String CARDS = "SELECT value, subject_id FROM provider_references WHERE account = ? AND kind = ?"
            + " AND value > ? AND subject_id IS NOT NULL ORDER BY value LIMIT ?";

    private static final String LOCK = "SELECT subject_id FROM provider_references" + KEY + " FOR UPDATE";

    private final Sql sql;
    private final HeldRows<Reference, Meaning> held = new HeldRows<>();

    /** What an id means, and what is parked for it: nobody else parks or binds while the id is locked. */
    private record Meaning(Optional<Subject> subject, List<DeliveryId> parked) {}

    PostgresReferenceStore(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Subject> lock(Reference reference) {
        Optional<Meaning> known = held.held(reference);
        if (known.isPresent()) {
            return known.get().subject();
        }
        make(reference);
        return read(LOCK, reference);
    }

    /** Made first, in the same round trip: waits for another transaction that is just making it, and the select sees it. */
    private void make(Reference reference) {
        sql.later(
                "INSERT INTO provider_references (account, kind, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                reference.account(),
                reference.kind(),
                reference.value().value());
    }

    /** Locks an id with the next question, and asks what is parked for it. */
    void lockAhead(Reference reference) {
        if (held.held(reference).isPresent()) {
            return;
        }
        make(reference);
        sql.later(
                LOCK,
                row -> Read.maybeText(row, "subject_id").map(Subjects::of),
                found -> held.hold(reference, new Meaning(found.getFirst(), List.of())),
                reference.account(),
                reference.kind(),
                reference.value().value());
        // Behind the lock, so that it shows whatever a parker has left that had it before.
        sql.later(
                "SELECT delivery_id FROM parked_deliveries" + KEY,
                row -> new DeliveryId(Read.text(row, "delivery_id")),
                found -> held.hold(
                        reference,
                        new Meaning(held.held(reference).orElseThrow().subject(), found)),
                reference.account(),
                reference.kind(),
                reference.value().value());
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
        Optional<Meaning> known =
                held.held(reference).filter(named -> named.parked().isEmpty());
        if (known.isPresent() && known.get().subject().equals(Optional.of(subject))) {
            return List.of();
        }
        if (known.isPresent()) {
            sql.later(
                    "UPDATE provider_references SET subject_id = ?" + KEY,
                    subject.id(),
                    reference.account(),
                    reference.kind(),
                    reference.value().value());
            held.hold(reference, new Meaning(Optional.of(subject), List.of()));
            return List.of();
        }
        held.letGo(reference);
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
    public List<Named> cards(String account, Optional<ProviderRef> after, int limit) {
        return sql.list(
                CARDS,
                row -> new Named(new ProviderRef(Read.text(row, "value")), Subjects.of(Read.text(row, "subject_id"))),
                account,
                Kind.CARD,
                after.map(ProviderRef::value).orElse(""),
                limit);
    }

    @Override
    public void park(Reference reference, DeliveryId delivery) {
        held.letGo(reference);
        sql.later(
                "INSERT INTO parked_deliveries (account, kind, value, delivery_id) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                reference.account(),
                reference.kind(),
                reference.value().value(),
                delivery);
    }
}
