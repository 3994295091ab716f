package io.cardport.app.persistence;

import io.cardport.domain.id.Id;
import java.time.Instant;
import java.util.List;

/**
 * Takes rows whose time has come and gives them a new time, the lease's end, without waiting for rows that somebody holds.
 *
 * @param table the table
 * @param id its key
 * @param due the column with the time
 * @param also what else is set, beginning with a comma, or empty
 */
record DueRows(String table, String id, String due, String also) {
    List<String> take(Sql sql, Instant now, Instant leaseUntil, int limit) {
        return sql.list(taking(), row -> Read.text(row, id), now, limit, leaseUntil);
    }

    /** The same, and the rows as they are then. */
    <T> List<T> takeWhole(Sql sql, RowReader<T> reader, Instant now, Instant leaseUntil, int limit) {
        return sql.list(takingWhole(), reader, now, limit, leaseUntil);
    }

    String taking() {
        return leasing("") + " SELECT %1$s FROM due ORDER BY since, %1$s".formatted(id);
    }

    String takingWhole() {
        return leasing(" RETURNING *")
                + " SELECT leased.* FROM leased JOIN due ON due.%1$s = leased.%1$s ORDER BY since, leased.%1$s"
                        .formatted(id);
    }

    private String leasing(String returning) {
        // The array makes the update use the primary key; a join would scan the table.
        String statement = "WITH due AS MATERIALIZED (SELECT %1$s, %2$s AS since FROM %3$s WHERE %2$s <= ?"
                + " ORDER BY %2$s, %1$s LIMIT ? FOR UPDATE SKIP LOCKED),"
                + " leased AS (UPDATE %3$s SET %2$s = ?%4$s WHERE %1$s = ANY(ARRAY(SELECT %1$s FROM due))%5$s)";
        return statement.formatted(id, due, table, also, returning);
    }

    /** Lengthens leases that still end when they were to end: whoever gave a row another time since is right. */
    void extend(Sql sql, List<? extends Id> ids, Instant leasedUntil, Instant until) {
        sql.update(lengthening(), until, ids.stream().map(Id::value).toArray(String[]::new), leasedUntil);
    }

    String lengthening() {
        return "UPDATE %1$s SET %2$s = ? WHERE %3$s = ANY(?) AND %2$s = ?".formatted(table, due, id);
    }
}
