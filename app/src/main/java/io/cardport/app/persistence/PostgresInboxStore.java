package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.Place;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.store.InboxStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.webhook.StoredDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verified deliveries in PostgreSQL: the payload is written once, work and verdict are narrow rows beside it. */
final class PostgresInboxStore implements InboxStore {
    private static final DueRows DUE = new DueRows("inbox_work", "delivery_id", "next_at", "");
    private static final int COUNTED = 10_000;
    private static final String ENTRIES = "SELECT * FROM (SELECT i.id, i.account, i.dedupe, i.received_at,"
            + " CASE WHEN w.delivery_id IS NOT NULL THEN 'WAITING' ELSE coalesce(o.outcome, 'APPLIED') END AS outcome,"
            + " coalesce(w.failures, o.failures, 0) AS failures FROM inbox i"
            + " LEFT JOIN inbox_work w ON w.delivery_id = i.id"
            + " LEFT JOIN inbox_outcomes o ON o.delivery_id = i.id) AS entries";

    private final Sql sql;
    private final KeyRing house;
    /** Written with the end of the work, in its statement: no journey of its own. */
    private final Map<DeliveryId, Set<CardId>> concerned = new HashMap<>();

    PostgresInboxStore(Sql sql, KeyRing house) {
        this.sql = sql;
        this.house = house;
    }

    /** Where the content of a delivery stands; nobody knows whose it is when it is stored, so the house seals it. */
    static Place place(DeliveryId id) {
        return new Place("inbox", id.value(), "content");
    }

    @Override
    public Optional<StoredDelivery> find(DeliveryId id) {
        return sql.first(
                "SELECT * FROM inbox WHERE id = ?",
                row -> new StoredDelivery(
                        id,
                        Read.text(row, "account"),
                        Read.text(row, "dedupe"),
                        house.unseal(place(id), Read.bytes(row, "content")),
                        Read.time(row, "received_at")),
                id);
    }

    @Override
    public Optional<Instant> pulledAt(String account) {
        return sql.first(
                "SELECT pulled_at FROM webhook_pulls WHERE account = ?", row -> Read.time(row, "pulled_at"), account);
    }

    @Override
    public void pulled(String account, Instant at) {
        sql.update(
                "INSERT INTO webhook_pulls (account, pulled_at) VALUES (?, ?)"
                        + " ON CONFLICT (account) DO UPDATE SET pulled_at = excluded.pulled_at",
                account,
                at);
    }

    @Override
    public int unpack() {
        return DeliveryRows.unpack(sql);
    }

    @Override
    public int waiting() {
        return sql.first(
                        "SELECT least(" + COUNTED + ", (SELECT count(*) FROM (SELECT 1 FROM inbox_work LIMIT " + COUNTED
                                + ") AS unread) + (SELECT coalesce(sum(deliveries), 0) FROM (SELECT deliveries"
                                + " FROM inbox_batches LIMIT " + COUNTED + ") AS packed)) AS waiting",
                        row -> row.getInt("waiting"))
                .orElseThrow();
    }

    @Override
    public List<DeliveryId> takeDue(Instant now, Instant leaseUntil, int limit) {
        return DUE.take(sql, now, leaseUntil, limit).stream()
                .map(DeliveryId::new)
                .toList();
    }

    @Override
    public void extend(List<DeliveryId> ids, Instant leasedUntil, Instant until) {
        DUE.extend(sql, ids, leasedUntil, until);
    }

    @Override
    public void done(DeliveryId id, Applied outcome) {
        String[] cards =
                concerned.getOrDefault(id, Set.of()).stream().map(CardId::value).toArray(String[]::new);
        Optional<Integer> failures = sql.first(
                "WITH linked AS (INSERT INTO card_deliveries (card_id, delivery_id) SELECT unnest(?), ?"
                        + " ON CONFLICT DO NOTHING) DELETE FROM inbox_work WHERE delivery_id = ? RETURNING failures",
                row -> row.getInt("failures"),
                cards,
                id,
                id);
        if (outcome == Applied.APPLIED && failures.orElse(1) == 0) {
            return;
        }
        sql.later(
                "INSERT INTO inbox_outcomes (delivery_id, outcome, failures) VALUES (?, ?, ?) ON CONFLICT (delivery_id)"
                        + " DO UPDATE SET outcome = EXCLUDED.outcome,"
                        + " failures = greatest(inbox_outcomes.failures, EXCLUDED.failures)",
                id,
                outcome,
                failures.orElse(0));
    }

    @Override
    public void again(DeliveryId id, Instant at) {
        sql.later(
                "WITH before AS (DELETE FROM inbox_outcomes WHERE delivery_id = ? RETURNING failures)"
                        + " INSERT INTO inbox_work (delivery_id, next_at, failures)"
                        + " SELECT i.id, ?, coalesce((SELECT failures FROM before), 0) FROM inbox i WHERE i.id = ?"
                        + " ON CONFLICT (delivery_id) DO UPDATE SET next_at = EXCLUDED.next_at",
                id,
                at,
                id);
    }

    @Override
    public int failed(DeliveryId id, Instant at) {
        return sql.first(
                        "INSERT INTO inbox_work (delivery_id, next_at, failures) VALUES (?, ?, 1) ON CONFLICT"
                                + " (delivery_id) DO UPDATE SET next_at = EXCLUDED.next_at,"
                                + " failures = inbox_work.failures + 1 RETURNING failures",
                        row -> row.getInt("failures"),
                        id,
                        at)
                .orElseThrow();
    }

    @Override
    public void concerns(DeliveryId id, CardId card) {
        concerned.computeIfAbsent(id, none -> new LinkedHashSet<>()).add(card);
    }

    @Override
    public List<Entry> about(CardId card, int limit) {
        return sql.list(
                ENTRIES + " WHERE id IN (SELECT delivery_id FROM card_deliveries WHERE card_id = ?"
                        + " ORDER BY delivery_id DESC LIMIT ?) ORDER BY id DESC",
                PostgresInboxStore::entry,
                card,
                limit);
    }

    @Override
    public Page<Entry> list(Optional<String> account, Optional<Applied> outcome, Page.Request page) {
        Condition condition =
                new Condition().andIf(account, "account = ?").andIf(outcome.map(Applied::name), "outcome = ?");
        return Pages.read(
                sql,
                ENTRIES,
                condition,
                "id",
                page,
                new Pages.Listed<>(
                        PostgresInboxStore::entry, entry -> entry.id().value()));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new DeliveryId(Read.text(row, "id")),
                Read.text(row, "account"),
                Read.text(row, "dedupe"),
                Read.time(row, "received_at"),
                Read.constant(row, "outcome", Applied.class),
                row.getInt("failures"));
    }
}
