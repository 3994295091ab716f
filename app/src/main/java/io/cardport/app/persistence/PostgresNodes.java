package io.cardport.app.persistence;

import io.cardport.app.nodes.Node;
import io.cardport.app.nodes.NodeStore;
import io.cardport.app.nodes.WordUse;
import io.cardport.domain.store.StoreUnavailable;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The node table. Beats share an advisory lock that the decision about a word takes alone: a node that beats before it is
 * asked for, one that beats after it learns of the word. Times are the database's own.
 */
final class PostgresNodes implements NodeStore {
    private static final int LOCK = 0x6E6F6465;

    private final Connections connections;

    PostgresNodes(DataSource database) {
        this.connections = new Connections(database);
    }

    @Override
    public Set<String> beat(Node me) {
        return connections.transaction(connection -> {
            Sql sql = new Sql(connection);
            sql.list("SELECT pg_advisory_xact_lock_shared(?)", row -> true, LOCK);
            sql.update(
                    "INSERT INTO nodes (id, started_at, heartbeat_at, version, reads)"
                            + " VALUES (?, ?, clock_timestamp(), ?, ?)"
                            + " ON CONFLICT (id) DO UPDATE SET heartbeat_at = EXCLUDED.heartbeat_at",
                    me.id(),
                    me.startedAt(),
                    me.version(),
                    me.reads().toArray(String[]::new));
            return new HashSet<>(sql.list(
                    "SELECT word FROM stored_words WHERE word <> ALL (?)", row -> Read.text(row, "word"), (Object)
                            me.reads().toArray(String[]::new)));
        });
    }

    @Override
    public void leave(String id) {
        try {
            connections.autocommitting(connection -> new Sql(connection).update("DELETE FROM nodes WHERE id = ?", id));
        } catch (StoreUnavailable away) {
            // Its silence says the same.
        }
    }

    @Override
    public List<Node> all() {
        return connections.autocommitting(connection ->
                new Sql(connection).list("SELECT * FROM nodes ORDER BY started_at, id", PostgresNodes::node));
    }

    private static Node node(ResultSet row) throws SQLException {
        Array reads = row.getArray("reads");
        return new Node(
                Read.text(row, "id"),
                Read.time(row, "started_at"),
                Read.time(row, "heartbeat_at"),
                Read.text(row, "version"),
                Set.copyOf(Stream.of((String[]) reads.getArray()).toList()));
    }

    @Override
    public WordUse use(String word) {
        return connections.transaction(connection -> {
            Sql sql = new Sql(connection);
            Optional<String> known =
                    sql.first("SELECT word FROM stored_words WHERE word = ?", row -> Read.text(row, "word"), word);
            if (known.isPresent()) {
                return new WordUse.InUse();
            }
            sql.list("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
            List<String> unable = sql.list(
                    "SELECT id FROM nodes WHERE heartbeat_at > clock_timestamp() - ? * interval '1 millisecond'"
                            + " AND NOT ? = ANY (reads) ORDER BY id",
                    row -> Read.text(row, "id"),
                    LIVING.toMillis(),
                    word);
            if (!unable.isEmpty()) {
                return new WordUse.NotYet(unable);
            }
            sql.update(
                    "INSERT INTO stored_words (word, since) VALUES (?, clock_timestamp()) ON CONFLICT DO NOTHING",
                    word);
            return new WordUse.InUse();
        });
    }

    @Override
    public int forget(Duration silence) {
        return connections.autocommitting(connection -> new Sql(connection)
                .update(
                        "DELETE FROM nodes WHERE heartbeat_at < clock_timestamp() - ? * interval '1 millisecond'",
                        silence.toMillis()));
    }
}
