package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.SealBroken;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.RetrySchedule;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.OutboundId;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.OutboundStore.Lease;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries, endpoint by endpoint in turn: an endpoint's turn is a row that one node at a time holds, so what it has
 * in flight on all nodes together can be counted.
 */
final class OutboundTaking {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundTaking.class);
    private static final int MOST_TURNS = 64;

    static final String TURNS = "SELECT endpoint_id, failing FROM outbound_turns WHERE enabled AND turn_at <= ?"
            + " ORDER BY turn_at LIMIT ? FOR UPDATE SKIP LOCKED";

    static final String TAKE = "UPDATE outbound_queue SET taken = true, next_at = ?, claims = claims + 1"
            + " WHERE ctid = ANY(ARRAY(SELECT due.ctid FROM unnest(?, ?) AS t (endpoint_id, most)"
            + " CROSS JOIN LATERAL (SELECT q.ctid FROM outbound_queue q"
            + " WHERE q.endpoint_id = t.endpoint_id AND q.next_at <= ? ORDER BY q.next_at"
            + " LIMIT greatest(0, t.most - (SELECT count(*) FROM outbound_queue f"
            + " WHERE f.endpoint_id = t.endpoint_id AND f.taken AND f.next_at > ?))"
            + " FOR UPDATE SKIP LOCKED) AS due)) RETURNING *";

    /** The next turn is when something is due, or, where no more may be in flight, when the first lease ends. */
    static final String NEXT = "UPDATE outbound_turns SET turn_at = greatest(rest_until, n.at) FROM ("
            + "SELECT t.endpoint_id, CASE WHEN (SELECT count(*) FROM outbound_queue f"
            + " WHERE f.endpoint_id = t.endpoint_id AND f.taken AND f.next_at > ?) >= t.most"
            + " THEN (SELECT min(next_at) FROM outbound_queue f"
            + " WHERE f.endpoint_id = t.endpoint_id AND f.taken AND f.next_at > ?)"
            + " ELSE (SELECT greatest(next_at, ?) FROM outbound_queue q WHERE q.endpoint_id = t.endpoint_id"
            + " ORDER BY next_at LIMIT 1) END AS at FROM unnest(?, ?) AS t (endpoint_id, most)) AS n"
            + " WHERE n.endpoint_id = outbound_turns.endpoint_id AND n.at IS NOT NULL";

    static final String NO_NEXT = "UPDATE outbound_turns t SET turn_at = NULL WHERE endpoint_id = ANY(?)"
            + " AND NOT EXISTS (SELECT 1 FROM outbound_queue q WHERE q.endpoint_id = t.endpoint_id)";

    private final Sql sql;
    private final HolderKeys keys;
    private final KeyRing house;

    OutboundTaking(Sql sql, HolderKeys keys, KeyRing house) {
        this.sql = sql;
        this.keys = keys;
        this.house = house;
    }

    private record Turn(String endpoint, int failing) {}

    private record Taken(OutboundId id, String endpoint, String subject, int claim, int failures, Instant since) {}

    private record Told(EventId event, byte[] body) {}

    List<Consignment> take(Lease lease, int limit) {
        List<Turn> turns = new ArrayList<>();
        List<Long> most = new ArrayList<>();
        long left = limit;
        for (Turn turn : sql.list(TURNS, OutboundTaking::turn, lease.now(), MOST_TURNS)) {
            if (left > 0) {
                long wanted = Math.min(left, RetrySchedule.atOnce(turn.failing()));
                turns.add(turn);
                most.add(wanted);
                left -= wanted;
            }
        }
        return turns.isEmpty() ? List.of() : take(lease, turns, most);
    }

    private static Turn turn(ResultSet row) throws SQLException {
        return new Turn(Read.text(row, "endpoint_id"), row.getInt("failing"));
    }

    private List<Consignment> take(Lease lease, List<Turn> turns, List<Long> most) {
        String[] endpoints = turns.stream().map(Turn::endpoint).toArray(String[]::new);
        Long[] places = most.toArray(Long[]::new);
        Instant now = lease.now();
        List<Taken> taken = sql.list(TAKE, OutboundTaking::taken, lease.until(), endpoints, places, now, now);
        sql.later(NEXT, now, now, now, endpoints, places);
        sql.later(NO_NEXT, (Object) endpoints);
        return taken.isEmpty() ? List.of() : consignments(lease, turns, taken);
    }

    private static Taken taken(ResultSet row) throws SQLException {
        return new Taken(
                new OutboundId(Read.text(row, "delivery_id")),
                Read.text(row, "endpoint_id"),
                Read.text(row, "subject_id"),
                row.getInt("claims"),
                row.getInt("failures"),
                Read.time(row, "since"));
    }

    private List<Consignment> consignments(Lease lease, List<Turn> turns, List<Taken> taken) {
        Map<String, Integer> failing = new HashMap<>();
        turns.forEach(turn -> failing.put(turn.endpoint(), turn.failing()));
        String[] endpoints = failing.keySet().toArray(String[]::new);
        Map<String, List<Secret>> secrets = secrets(endpoints, lease.now());
        Map<String, URI> urls = new HashMap<>();
        sql.list(
                        "SELECT id, url FROM webhook_endpoints WHERE id = ANY(?)",
                        row -> Map.entry(Read.text(row, "id"), URI.create(Read.text(row, "url"))),
                        (Object) endpoints)
                .forEach(entry -> urls.put(entry.getKey(), entry.getValue()));
        Map<String, Told> told = told(taken);
        List<Consignment> all = new ArrayList<>();
        for (Taken one : taken) {
            Optional<URI> url = Optional.ofNullable(urls.get(one.endpoint()));
            Optional<Told> what = Optional.ofNullable(told.get(one.id().value()));
            if (url.isPresent() && what.isPresent()) {
                all.add(new Consignment(
                        one.id(),
                        new EndpointId(one.endpoint()),
                        Subjects.of(one.subject()),
                        new Consignment.Claim(one.claim(), lease.until()),
                        new Consignment.Progress(one.failures(), one.since(), failing.getOrDefault(one.endpoint(), 0)),
                        new Courier.Parcel(
                                what.get().event(),
                                url.get(),
                                what.get().body(),
                                secrets.getOrDefault(one.endpoint(), List.of()),
                                lease.timeout())));
            }
        }
        return all;
    }

    private Map<String, List<Secret>> secrets(String[] endpoints, Instant now) {
        Map<String, List<Secret>> secrets = new LinkedHashMap<>();
        sql.list(
                        "SELECT * FROM webhook_secrets WHERE endpoint_id = ANY(?)"
                                + " AND (ends_at IS NULL OR ends_at > ?) ORDER BY created_at DESC, id DESC",
                        row -> Map.entry(Read.text(row, "endpoint_id"), PostgresEndpointStore.secret(row, house)),
                        endpoints,
                        now)
                .forEach(entry -> secrets.computeIfAbsent(entry.getKey(), none -> new ArrayList<>())
                        .add(entry.getValue().value()));
        return secrets;
    }

    private Map<String, Told> told(List<Taken> taken) {
        Map<String, Told> told = new HashMap<>();
        sql.list(
                        "SELECT d.id AS delivery_id, e.*, h.data_key FROM outbound_deliveries d"
                                + " JOIN events e ON e.seq = d.event_seq"
                                + " LEFT JOIN cardholders h ON h.id = e.holder_id WHERE d.id = ANY(?)",
                        row -> Map.entry(Read.text(row, "delivery_id"), readable(row)),
                        (Object) taken.stream().map(one -> one.id().value()).toArray(String[]::new))
                .forEach(entry -> entry.getValue().ifPresent(body -> told.put(entry.getKey(), body)));
        return told;
    }

    /** What one node can't open, for want of a key, is left to others; its lease brings it back. */
    private Optional<Told> readable(ResultSet row) throws SQLException {
        EventId event = new EventId(Read.text(row, "id"));
        try {
            return Optional.of(new Told(event, PostgresEventFeed.json(row, keys)));
        } catch (SealBroken unreadable) {
            LOG.warn("The event {} can't be opened here: {}", event, unreadable.getMessage());
            return Optional.empty();
        }
    }
}
