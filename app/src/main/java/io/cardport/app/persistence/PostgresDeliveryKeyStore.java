package io.cardport.app.persistence;

import io.cardport.app.delivery.DeliveryKey;
import io.cardport.app.delivery.DeliveryKeyStore;
import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Delivery keys in PostgreSQL, the private halves sealed. */
final class PostgresDeliveryKeyStore implements DeliveryKeyStore {
    private static final String ALL = "SELECT kid, private_key, signs_from FROM delivery_keys ORDER BY kid";

    private final Connections connections;
    private final KeyRing house;

    PostgresDeliveryKeyStore(DataSource database, KeyRing house) {
        this.connections = new Connections(database);
        this.house = house;
    }

    @Override
    public List<DeliveryKey> all() {
        return connections.autocommitting(connection -> new Sql(connection).list(ALL, this::read));
    }

    @Override
    public List<DeliveryKey> exclusively(UnaryOperator<List<DeliveryKey>> change) {
        return connections.transaction(connection -> {
            Sql sql = new Sql(connection);
            // Readers go on; a second writer waits and then sees what the first has made.
            sql.update("LOCK TABLE delivery_keys IN SHARE ROW EXCLUSIVE MODE");
            List<DeliveryKey> before = sql.list(ALL, this::read);
            List<DeliveryKey> after = change.apply(before);
            Set<String> known = kids(before);
            Set<String> kept = kids(after);
            after.stream().filter(key -> !known.contains(key.kid())).forEach(key -> insert(sql, key));
            known.stream()
                    .filter(kid -> !kept.contains(kid))
                    .forEach(kid -> sql.update("DELETE FROM delivery_keys WHERE kid = ?", kid));
            return after;
        });
    }

    private void insert(Sql sql, DeliveryKey key) {
        sql.update(
                "INSERT INTO delivery_keys (kid, private_key, signs_from) VALUES (?, ?, ?)",
                key.kid(),
                house.seal(place(key.kid()), key.seed()),
                key.signsFrom());
    }

    private DeliveryKey read(ResultSet row) throws SQLException {
        byte[] seed = house.unseal(place(Read.text(row, "kid")), Read.bytes(row, "private_key"));
        return DeliveryKey.of(seed, Read.time(row, "signs_from"));
    }

    private static Set<String> kids(List<DeliveryKey> keys) {
        return keys.stream().map(DeliveryKey::kid).collect(Collectors.toSet());
    }

    private static Place place(String kid) {
        return new Place("delivery_keys", kid, "private_key");
    }
}
