package io.cardport.app.persistence;

import io.cardport.domain.webhook.StoredDelivery;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How deliveries are written: each to the inbox, its dedupe table and its work table, or many into one row of
 * batches, which costs the database a fraction and is unpacked later by the same rules.
 */
final class DeliveryRows {
    private static final String WRITE = "WITH given AS (SELECT id, account, digest, dedupe, content,"
            // Numbers travel and are read at a fraction of what texts of times cost.
            + " timestamptz 'epoch' + micros * interval '1 microsecond' AS received_at"
            + " FROM unnest(?, ?, ?, ?, ?, ?) AS g(id, account, digest, dedupe, content, micros)),"
            // One order everywhere, so that two nodes with the same deliveries don't deadlock.
            + " fresh AS (INSERT INTO inbox_dedupe (account, digest, delivery_id) SELECT account, digest, id FROM given"
            + " ORDER BY account, digest ON CONFLICT DO NOTHING RETURNING delivery_id),"
            + " kept AS (INSERT INTO inbox (id, account, dedupe, content, received_at)"
            + " SELECT id, account, dedupe, content, received_at FROM given"
            + " WHERE id IN (SELECT delivery_id FROM fresh)),"
            + " work AS (INSERT INTO inbox_work (delivery_id, next_at) SELECT id, received_at FROM given"
            + " WHERE id IN (SELECT delivery_id FROM fresh))"
            + " SELECT delivery_id FROM fresh";

    private static final String OLDEST = "DELETE FROM inbox_batches WHERE seq ="
            + " (SELECT seq FROM inbox_batches ORDER BY seq LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING packed";

    private DeliveryRows() {}

    /** A delivery and its sealed content. */
    record Sealed(StoredDelivery delivery, byte[] content) {}

    /** Writes each; tells the ids of those that were not there already. */
    static Set<String> write(Sql sql, List<Sealed> deliveries) {
        return new HashSet<>(sql.list(WRITE, row -> Read.text(row, "delivery_id"), columns(deliveries)));
    }

    /** Writes all into one row. */
    static void pack(Sql sql, List<Sealed> deliveries) {
        sql.update(
                "INSERT INTO inbox_batches (deliveries, packed) VALUES (?, ?)",
                deliveries.size(),
                PackedDeliveries.of(deliveries));
    }

    /** Writes each of the oldest batch that nobody else is at; tells how many deliveries it held. */
    static int unpack(Sql sql) {
        List<Sealed> deliveries = sql.first(OLDEST, row -> Read.bytes(row, "packed"))
                .map(PackedDeliveries::read)
                .orElse(List.of());
        if (!deliveries.isEmpty()) {
            write(sql, deliveries);
        }
        return deliveries.size();
    }

    private static Object[] columns(List<Sealed> deliveries) {
        int size = deliveries.size();
        String[] ids = new String[size];
        String[] accounts = new String[size];
        byte[][] digests = new byte[size][];
        String[] dedupes = new String[size];
        byte[][] contents = new byte[size][];
        Long[] received = new Long[size];
        MessageDigest sha256 = sha256();
        for (int at = 0; at < size; at++) {
            StoredDelivery delivery = deliveries.get(at).delivery();
            ids[at] = delivery.id().value();
            accounts[at] = delivery.account();
            digests[at] = sha256.digest(delivery.dedupe().getBytes(StandardCharsets.UTF_8));
            dedupes[at] = delivery.dedupe();
            contents[at] = deliveries.get(at).content();
            received[at] = ChronoUnit.MICROS.between(Instant.EPOCH, delivery.receivedAt());
        }
        return new Object[] {ids, accounts, digests, dedupes, contents, received};
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
