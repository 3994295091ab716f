package io.cardport.app.persistence;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        // Most ids that are asked about are known.
        List<Optional<Subject>> there = locked(reference);
        if (!there.isEmpty()) {
            return there.getFirst();
        }
        sql.later(
                "INSERT INTO provider_references (account, kind, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                reference.account(),
                reference.kind(),
                reference.value().value());
        // Behind the insert, which waits for another transaction that is just making it.
        return locked(reference).getFirst();
    }

    private List<Optional<Subject>> locked(Reference reference) {
        return sql.list(
                LOCK,
                row -> Read.maybeText(row, "subject_id").map(Subjects::of),
                reference.account(),
                reference.kind(),
                reference.value().value());
    }

    /**
     * Locks ids of one account with the next question, in their order, and asks what is parked for them. Most are new; one
     * that is there is written as it is, which locks it.
     */
    void lockAhead(List<Reference> references) {
        List<Reference> wanted = references.stream()
                .filter(reference -> held.held(reference).isEmpty())
                .distinct()
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        String account = wanted.getFirst().account();
        String[] kinds =
                wanted.stream().map(reference -> reference.kind().name()).toArray(String[]::new);
        String[] values =
                wanted.stream().map(reference -> reference.value().value()).toArray(String[]::new);
        sql.later(
                "INSERT INTO provider_references (account, kind, value) SELECT ?, kind, value FROM unnest(?, ?)"
                        + " AS named(kind, value) ON CONFLICT (account, kind, value) DO UPDATE"
                        + " SET subject_id = provider_references.subject_id RETURNING kind, value, subject_id",
                row -> Map.entry(
                        reference(account, row),
                        Read.maybeText(row, "subject_id").map(Subjects::of)),
                found -> found.forEach(one -> held.hold(one.getKey(), new Meaning(one.getValue(), List.of()))),
                account,
                kinds,
                values);
        // Behind the locks, so that it shows whatever a parker has left that had one before.
        sql.later(
                "SELECT kind, value, delivery_id FROM parked_deliveries JOIN unnest(?, ?) AS named(kind, value)"
                        + " USING (kind, value) WHERE account = ?",
                row -> Map.entry(reference(account, row), new DeliveryId(Read.text(row, "delivery_id"))),
                found -> found.forEach(one -> parked(one.getKey(), one.getValue())),
                kinds,
                values,
                account);
    }

    private static Reference reference(String account, ResultSet row) throws SQLException {
        return new Reference(account, Kind.valueOf(Read.text(row, "kind")), new ProviderRef(Read.text(row, "value")));
    }

    private void parked(Reference reference, DeliveryId delivery) {
        Meaning meaning = held.held(reference).orElseThrow();
        held.hold(
                reference,
                new Meaning(
                        meaning.subject(),
                        Stream.concat(meaning.parked().stream(), Stream.of(delivery))
                                .toList()));
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
