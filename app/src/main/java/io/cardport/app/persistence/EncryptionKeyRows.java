package io.cardport.app.persistence;

import io.cardport.app.boot.StartRefused;
import io.cardport.app.nodes.KeyAgreement;
import io.cardport.app.nodes.ThisNode;
import io.cardport.app.nodes.WordUse;
import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.Place;
import io.cardport.app.sealing.SealBroken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;

/**
 * Which key seals, the same on all nodes, and for every key in use a value that only that key opens: a node whose key file
 * lacks a key, or has other bytes under its id, finds out before it seals anything.
 */
final class EncryptionKeyRows implements KeyAgreement {
    private static final byte[] CHECKED = "cardport".getBytes(StandardCharsets.UTF_8);

    private final Connections connections;
    private final KeyRing ring;

    private record Row(String id, byte[] check) {}

    EncryptionKeyRows(DataSource database, KeyRing ring) {
        this.connections = new Connections(database);
        this.ring = ring;
    }

    /**
     * Lets the ring seal with the house's key; the first node of all makes the first of its file that.
     *
     * @throws StartRefused naming the key that the ring lacks or has other bytes for
     */
    void open() {
        if (rows().isEmpty()) {
            connections.transaction(connection -> {
                Sql sql = new Sql(connection);
                list(sql, Use.AT_ONCE);
                return sql.update(
                        "INSERT INTO stored_words (word, since) SELECT ? || id, listed_at FROM encryption_keys"
                                + " ON CONFLICT DO NOTHING",
                        ThisNode.key(""));
            });
        }
        for (Row row : rows()) {
            try {
                ring.unseal(place(row.id()), row.check());
            } catch (SealBroken broken) {
                throw new StartRefused("The encryption key " + row.id()
                        + " is used in the database, and the key file lacks it or has another under its name.");
            }
        }
        ring.sealWith(active());
    }

    @Override
    public void follow(ThisNode node) {
        String mine = ring.first();
        boolean unknown = rows().stream().noneMatch(row -> row.id().equals(mine));
        if (unknown && node.mayWrite(ThisNode.key(mine)) instanceof WordUse.InUse) {
            connections.transaction(connection -> {
                Sql sql = new Sql(connection);
                list(sql, Use.LATER);
                sql.update("UPDATE encryption_keys SET active = false WHERE active");
                return sql.update("UPDATE encryption_keys SET active = true WHERE id = ?", mine);
            });
        }
        ring.sealWith(active());
    }

    private enum Use {
        AT_ONCE,
        LATER
    }

    private void list(Sql sql, Use use) {
        String mine = ring.first();
        sql.update(
                "INSERT INTO encryption_keys (id, check_value, active, listed_at)"
                        + " VALUES (?, ?, ?, clock_timestamp()) ON CONFLICT DO NOTHING",
                mine,
                ring.sealedBy(mine, place(mine), CHECKED),
                switch (use) {
                    case AT_ONCE -> true;
                    case LATER -> false;
                });
    }

    private String active() {
        return connections.autocommitting(connection -> new Sql(connection)
                .first("SELECT id FROM encryption_keys WHERE active", row -> Read.text(row, "id"))
                .orElseThrow());
    }

    private List<Row> rows() {
        return connections.autocommitting(connection -> new Sql(connection)
                .list(
                        "SELECT id, check_value FROM encryption_keys ORDER BY listed_at, id",
                        row -> new Row(Read.text(row, "id"), Read.bytes(row, "check_value"))));
    }

    private static Place place(String id) {
        return new Place("encryption_keys", id, "check_value");
    }
}
