package io.cardport.app.persistence;

import io.cardport.app.health.Measures;
import java.util.List;
import javax.sql.DataSource;

/** Measured values, one row for each. */
final class PostgresMeasures implements Measures {
    private final Connections connections;

    PostgresMeasures(DataSource database) {
        this.connections = new Connections(database);
    }

    @Override
    public void keep(Measure measure) {
        connections.autocommitting(connection -> new Sql(connection)
                .update(
                        "INSERT INTO measures (name, account, currency, value, measured_at)"
                                + " VALUES (?, ?, ?, ?, clock_timestamp()) ON CONFLICT (name, account, currency)"
                                + " DO UPDATE SET value = EXCLUDED.value, measured_at = EXCLUDED.measured_at",
                        measure.name(),
                        measure.account(),
                        measure.currency(),
                        measure.value()));
    }

    @Override
    public List<Measure> all() {
        return connections.autocommitting(connection -> new Sql(connection)
                .list(
                        "SELECT name, account, currency, value FROM measures",
                        row -> new Measure(
                                Read.text(row, "name"),
                                Read.text(row, "account"),
                                Read.text(row, "currency"),
                                row.getLong("value"))));
    }
}
