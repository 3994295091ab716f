package io.cardport.app.persistence;

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
        // The array makes the update use the primary key; a join would scan the table.
        String statement = "WITH due AS MATERIALIZED (SELECT %1$s, %2$s AS since FROM %3$s WHERE %2$s <= ?"
                + " ORDER BY %2$s, %1$s LIMIT ? FOR UPDATE SKIP LOCKED),"
                + " leased AS (UPDATE %3$s SET %2$s = ?%4$s WHERE %1$s = ANY(ARRAY(SELECT %1$s FROM due)))"
                + " SELECT %1$s FROM due ORDER BY since, %1$s";
        return sql.list(statement.formatted(id, due, table, also), row -> Read.text(row, id), now, limit, leaseUntil);
    }
}
