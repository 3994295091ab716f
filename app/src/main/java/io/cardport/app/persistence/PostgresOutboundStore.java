package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.OutboundDelivery.Outcome;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.delivery.OutboundDelivery.Told;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.OutboundId;
import io.cardport.domain.store.OutboundStore;
import io.cardport.domain.store.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries to endpoints in PostgreSQL. */
final class PostgresOutboundStore implements OutboundStore {
    private static final String SHOWN = "SELECT d.*, CASE WHEN q.taken THEN NULL ELSE q.next_at END AS next_at"
            + " FROM outbound_deliveries d LEFT JOIN outbound_queue q ON q.endpoint_id = d.endpoint_id"
            + " AND q.subject_id = d.subject_id AND q.delivery_id = d.id";

    private static final int COUNTED = 10_000;

    private final Sql sql;
    private final OutboundQueue queue;
    private final OutboundTaking taking;

    PostgresOutboundStore(Sql sql, HolderKeys keys, KeyRing house, IdGenerator ids) {
        this.sql = sql;
        this.queue = new OutboundQueue(sql, ids);
        this.taking = new OutboundTaking(sql, keys, house);
    }

    @Override
    public int fanOut(int limit) {
        return queue.fanOut(limit);
    }

    @Override
    public List<Consignment> take(Lease lease, int limit) {
        return taking.take(lease, limit);
    }

    private record Head(String delivery, int claims) {}

    @Override
    public void settle(Consignment consignment, Attempt attempt, Verdict verdict, Instant now) {
        String endpoint = consignment.endpoint().value();
        String subject = consignment.subject().id().value();
        Optional<Head> head = sql.first(
                        "SELECT delivery_id, claims FROM outbound_queue WHERE endpoint_id = ? AND subject_id = ?"
                                + " FOR UPDATE",
                        row -> new Head(Read.text(row, "delivery_id"), row.getInt("claims")),
                        endpoint,
                        subject)
                .filter(first -> first.delivery().equals(consignment.id().value()));
        boolean ours = head.filter(
                        first -> first.claims() == consignment.claim().number())
                .isPresent();
        note(consignment.id(), attempt);
        switch (verdict) {
            case Verdict.Delivered() -> {
                head.ifPresent(first -> queue.end(endpoint, subject, first.delivery(), Status.DELIVERED.name(), now));
                well(endpoint, now);
            }
            case Verdict.Again(Instant at, Instant rest) -> {
                if (ours) {
                    sql.later(
                            "UPDATE outbound_queue SET next_at = ?, taken = false, failures = failures + 1"
                                    + " WHERE endpoint_id = ? AND subject_id = ?",
                            at,
                            endpoint,
                            subject);
                }
                failed(consignment, rest, now);
            }
            case Verdict.Dead(Instant rest) -> {
                if (ours) {
                    queue.end(endpoint, subject, consignment.id().value(), Status.DEAD.name(), now);
                }
                failed(consignment, rest, now);
            }
        }
    }

    private void note(OutboundId delivery, Attempt attempt) {
        sql.later("UPDATE outbound_deliveries SET attempts = attempts + 1 WHERE id = ?", delivery);
        sql.later(
                "INSERT INTO outbound_attempts (delivery_id, at, outcome, status, millis) VALUES (?, ?, ?, ?, ?)",
                delivery,
                attempt.at(),
                attempt.outcome(),
                attempt.status(),
                attempt.took().toMillis());
    }

    /** The turn comes at once, because a place is free; taking finds out what is due next. */
    private void well(String endpoint, Instant now) {
        sql.later(
                "UPDATE outbound_turns SET failing = 0, rest_until = NULL, turn_at = least(coalesce(turn_at, ?), ?)"
                        + " WHERE endpoint_id = ?",
                now,
                now,
                endpoint);
    }

    private void failed(Consignment consignment, Instant rest, Instant now) {
        sql.later(
                "UPDATE outbound_turns SET failing = greatest(failing, ?), rest_until = greatest(rest_until, ?),"
                        + " turn_at = greatest(rest_until, ?, ?) WHERE endpoint_id = ?",
                consignment.progress().failing() + 1,
                rest,
                rest,
                now,
                consignment.endpoint());
    }

    private record Old(String endpoint, String subject, String delivery) {}

    @Override
    public int expire(Instant before, Instant now, int limit) {
        List<Old> old = sql.list(
                "SELECT endpoint_id, subject_id, delivery_id FROM outbound_queue WHERE since < ?"
                        + " AND NOT (taken AND next_at > ?) ORDER BY since LIMIT ? FOR UPDATE SKIP LOCKED",
                row -> new Old(
                        Read.text(row, "endpoint_id"), Read.text(row, "subject_id"), Read.text(row, "delivery_id")),
                before,
                now,
                limit);
        old.forEach(head -> queue.end(head.endpoint(), head.subject(), head.delivery(), Status.DEAD.name(), now));
        if (!old.isEmpty()) {
            queue.turn(old.stream().map(Old::endpoint).distinct().toArray(String[]::new), now);
        }
        return old.size();
    }

    @Override
    public Optional<OutboundDelivery> find(Scope scope, OutboundId id) {
        Condition condition = Condition.in(scope, "d.distributor_id").and("d.id = ?", id);
        return sql.first(SHOWN + condition.where(), PostgresOutboundStore::read, condition.parameters()).stream()
                .flatMap(found -> withAttempts(List.of(found)).stream())
                .findFirst();
    }

    @Override
    public Page<OutboundDelivery> list(Filter filter, Page.Request page) {
        Condition condition = Condition.in(filter.scope(), "d.distributor_id")
                .andIf(filter.endpoint(), "d.endpoint_id = ?")
                .andIf(filter.event(), "d.event_id = ?");
        // As words of the statement, so that the index of the dead serves.
        filter.status().ifPresent(status -> condition.and("d.status = '" + status.name() + "'"));
        Page<OutboundDelivery> found = Pages.read(
                sql,
                SHOWN,
                condition,
                "d.id",
                page,
                new Pages.Listed<>(
                        PostgresOutboundStore::read, delivery -> delivery.id().value()));
        return new Page<>(withAttempts(found.data()), found.next());
    }

    private static OutboundDelivery read(ResultSet row) throws SQLException {
        Status status = Read.constant(row, "status", Status.class);
        return new OutboundDelivery(
                new OutboundId(Read.text(row, "id")),
                new EndpointId(Read.text(row, "endpoint_id")),
                new DistributorId(Read.text(row, "distributor_id")),
                new Told(new EventId(Read.text(row, "event_id")), Read.text(row, "type")),
                status,
                List.of(),
                status == Status.PENDING ? Read.maybeTime(row, "next_at") : Optional.empty());
    }

    private List<OutboundDelivery> withAttempts(List<OutboundDelivery> deliveries) {
        if (deliveries.isEmpty()) {
            return deliveries;
        }
        Map<String, List<Attempt>> attempts = new HashMap<>();
        sql.list(
                        "SELECT * FROM outbound_attempts WHERE delivery_id = ANY(?) ORDER BY seq",
                        row -> Map.entry(Read.text(row, "delivery_id"), attempt(row)),
                        (Object)
                                deliveries.stream().map(one -> one.id().value()).toArray(String[]::new))
                .forEach(entry -> attempts.computeIfAbsent(entry.getKey(), none -> new ArrayList<>())
                        .add(entry.getValue()));
        return deliveries.stream()
                .map(one -> new OutboundDelivery(
                        one.id(),
                        one.endpoint(),
                        one.distributor(),
                        one.told(),
                        one.status(),
                        attempts.getOrDefault(one.id().value(), List.of()),
                        one.nextAttemptAt()))
                .toList();
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        Optional<Integer> came = row.wasNull() ? Optional.empty() : Optional.of(status);
        return new Attempt(
                Read.time(row, "at"),
                Read.constant(row, "outcome", Outcome.class),
                came,
                Duration.ofMillis(row.getLong("millis")));
    }

    private record Found(OutboundQueue.Entry entry, Optional<Status> status, Instant happened) {}

    @Override
    public Replayed replay(WebhookEndpoint endpoint, Wish wish, Instant now, int limit) {
        List<Found> found = wanted(endpoint, wish, now, limit + 1);
        List<Found> some = found.size() > limit ? found.subList(0, limit) : found;
        if (!some.isEmpty()) {
            again(endpoint, some, now);
        }
        return new Replayed(
                some.size(), found.size() > limit ? Optional.of(found.getLast().happened()) : Optional.empty());
    }

    private List<Found> wanted(WebhookEndpoint endpoint, Wish wish, Instant now, int limit) {
        Condition condition = new Condition()
                .and("v.distributor_id = ?", endpoint.distributor())
                .andIf(wish.since(), "v.occurred_at >= ?");
        if (wish.events().isEmpty()) {
            condition.and(
                    "('" + EventFilter.ALL + "' = ANY(?) OR v.type = ANY(?))",
                    endpoint.terms().filter().texts().toArray(String[]::new),
                    endpoint.terms().filter().texts().toArray(String[]::new));
        } else {
            condition.and("v.id = ANY(?)", (Object)
                    wish.events().stream().map(EventId::value).toArray(String[]::new));
        }
        String join = switch (wish.which()) {
            case ALL -> " LEFT JOIN outbound_deliveries d ON d.event_id = v.id AND d.endpoint_id = ?";
            case FAILED ->
                " JOIN outbound_deliveries d ON d.event_id = v.id AND d.endpoint_id = ?"
                        + " AND (d.status = 'DEAD' OR d.status = 'PENDING' AND d.attempts > 0)";
        };
        List<Object> parameters = new ArrayList<>(List.of(endpoint.id()));
        parameters.addAll(List.of(condition.parameters()));
        parameters.add(limit);
        return sql.list(
                "SELECT v.*, f.pos, d.id AS delivery_id, d.status FROM events v JOIN feed f ON f.seq = v.seq" + join
                        + condition.where() + " ORDER BY f.pos LIMIT ?",
                row -> found(row, endpoint, now),
                parameters.toArray());
    }

    private Found found(ResultSet row, WebhookEndpoint endpoint, Instant now) throws SQLException {
        Optional<String> delivery = Read.maybeText(row, "delivery_id");
        return new Found(
                queue.entry(row, endpoint.id(), delivery, now),
                Read.maybeText(row, "status").map(Status::valueOf),
                Read.time(row, "occurred_at"));
    }

    private void again(WebhookEndpoint endpoint, List<Found> found, Instant now) {
        List<OutboundQueue.Entry> missed = found.stream()
                .filter(one -> one.status().isEmpty())
                .map(Found::entry)
                .toList();
        String[] known = found.stream()
                .filter(one -> one.status().isPresent())
                .map(one -> one.entry().delivery())
                .toArray(String[]::new);
        if (!missed.isEmpty()) {
            queue.add(missed);
        }
        sql.later("UPDATE outbound_deliveries SET status = 'PENDING', since = ? WHERE id = ANY(?)", now, known);
        queue.begin(found.stream().map(Found::entry).toList());
        // What waits at the head of its subject already, after a failure, is due at once.
        sql.later(
                "UPDATE outbound_queue SET next_at = ?, since = ?, failures = 0"
                        + " WHERE endpoint_id = ? AND delivery_id = ANY(?) AND NOT taken",
                now,
                now,
                endpoint.id(),
                known);
        sql.later(
                "UPDATE outbound_turns SET rest_until = NULL, turn_at = least(coalesce(turn_at, ?), ?)"
                        + " WHERE endpoint_id = ?",
                now,
                now,
                endpoint.id());
    }

    @Override
    public void log(OutboundDelivery delivery, Instant now) {
        sql.later(
                "INSERT INTO outbound_deliveries (id, endpoint_id, distributor_id, event_id, type, subject_id, pos,"
                        + " status, attempts, since) VALUES (?, ?, ?, ?, ?, ?, 0, ?, 0, ?)",
                delivery.id(),
                delivery.endpoint(),
                delivery.distributor(),
                delivery.told().event(),
                delivery.told().type(),
                delivery.endpoint(),
                delivery.status(),
                now);
        delivery.attempts().forEach(attempt -> note(delivery.id(), attempt));
        if (delivery.status() == Status.DELIVERED) {
            well(delivery.endpoint().value(), now);
        }
    }

    @Override
    public Backlog backlog() {
        return new Backlog(
                count(Status.PENDING),
                count(Status.DEAD),
                sql.first("SELECT min(since) AS oldest FROM outbound_queue", row -> Read.maybeTime(row, "oldest"))
                        .flatMap(oldest -> oldest));
    }

    private int count(Status status) {
        return sql.first(
                        "SELECT count(*) AS found FROM (SELECT 1 FROM outbound_deliveries WHERE status = '"
                                + status.name() + "' LIMIT " + COUNTED + ") AS counted",
                        row -> row.getInt("found"))
                .orElseThrow();
    }
}
