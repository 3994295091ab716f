package io.cardport.app.persistence;

import io.cardport.app.persistence.SqlFailure.Meaning;
import io.cardport.domain.store.StoreUnavailable;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections of the pool for work that is no unit of work of the domain: the feed, the intake, tokens, keys. */
final class Connections {
    private final DataSource pool;

    Connections(DataSource database) {
        // The framework's own data source is bound to its transactions.
        this.pool = DelegatingDataSource.unwrapDataSource(database);
    }

    /** What runs on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs work whose every statement commits by itself. */
    <T> T autocommitting(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(true);
            return work.run(connection);
        } catch (SQLException failed) {
            throw unavailable(new SqlFailure(failed));
        } catch (SqlFailure failed) {
            throw unavailable(failed);
        }
    }

    /** Runs work in a transaction that commits when it returns. */
    <T> T transaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollBack(connection, failed);
                throw failed;
            }
        } catch (SQLException failed) {
            throw unavailable(new SqlFailure(failed));
        } catch (SqlFailure failed) {
            throw unavailable(failed);
        }
    }

    private static void rollBack(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            because.addSuppressed(gone);
        }
    }

    private static RuntimeException unavailable(SqlFailure failed) {
        Meaning meaning = SqlFailure.within(failed).map(SqlFailure::meaning).orElse(Meaning.BUG);
        return switch (meaning) {
            case UNAVAILABLE -> new StoreUnavailable(failed);
            case AGAIN, BUG -> failed;
        };
    }
}
