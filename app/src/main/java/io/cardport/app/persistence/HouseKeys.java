package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.app.sealing.Place;
import javax.sql.DataSource;

/** Keys that must outlive the master keys: made once per database, by whichever node comes first, and stored wrapped. */
final class HouseKeys {
    private static final String SEARCH = "search-1";

    private final Connections connections;
    private final KeyRing house;

    HouseKeys(DataSource database, KeyRing house) {
        this.connections = new Connections(database);
        this.house = house;
    }

    /** The hash with the house's search key; fails where the key file lacks the master key that wrapped it. */
    KeyedHash search() {
        Place place = new Place("house_keys", SEARCH, "wrapped");
        byte[] wrapped = connections.autocommitting(connection -> {
            Sql sql = new Sql(connection);
            sql.update(
                    "INSERT INTO house_keys (name, wrapped) SELECT ?, ? WHERE NOT EXISTS"
                            + " (SELECT 1 FROM house_keys WHERE name = ?) ON CONFLICT DO NOTHING",
                    SEARCH,
                    house.newKey(place),
                    SEARCH);
            return sql.first("SELECT wrapped FROM house_keys WHERE name = ?", row -> Read.bytes(row, "wrapped"), SEARCH)
                    .orElseThrow();
        });
        return new KeyedHash(house.unseal(place, wrapped));
    }
}
