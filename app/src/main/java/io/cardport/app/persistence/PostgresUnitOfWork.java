package io.cardport.app.persistence;

import io.cardport.app.persistence.SqlFailure.Meaning;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Transactions on one connection each, at READ COMMITTED: rows are locked before they are decided on. Work that lost
 * against another transaction (deadlock, serialization, a unique value taken meanwhile) runs again, a bounded number of
 * times. Work inside work is refused: it would wait for its own locks.
 */
final class PostgresUnitOfWork implements UnitOfWork {
    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_NANOS = 2_000_000;

    private static final TransactionDefinition WRITING =
            TransactionDefinition.of(TransactionDefinition.Propagation.REQUIRES_NEW);

    private final TransactionOperations<Connection> transactions;
    private final ConnectionOperations<Connection> connections;
    private final StoreParts parts;
    private final RandomGenerator random;
    private final Runnable committedEvents;

    PostgresUnitOfWork(
            TransactionOperations<Connection> transactions,
            ConnectionOperations<Connection> connections,
            StoreParts parts,
            RandomGenerator random,
            Runnable committedEvents) {
        this.transactions = transactions;
        this.connections = connections;
        this.parts = parts;
        this.random = random;
        this.committedEvents = committedEvents;
    }

    @Override
    public <T> T write(Function<Stores, T> work) {
        return run(this::inTransaction, work);
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        return run(this::onConnection, work);
    }

    private <T> T inTransaction(Function<Stores, T> work) {
        Done<T> done = transactions.execute(WRITING, status -> {
            Sql sql = new Sql(status.getConnection());
            PostgresStores stores = new PostgresStores(status::setRollbackOnly, sql, parts);
            T result = work.apply(stores);
            if (status.isRollbackOnly()) {
                return new Done<>(result, false);
            }
            sql.commit();
            return new Done<>(result, stores.toldEvents());
        });
        if (done.events()) {
            committedEvents.run();
        }
        return done.result();
    }

    /** What work came to, and whether it wrote events. */
    private record Done<T>(T result, boolean events) {}

    /** At READ COMMITTED each statement sees what is committed when it begins, whether in a transaction or not. */
    private <T> T onConnection(Function<Stores, T> work) {
        return connections.execute(ConnectionDefinition.DEFAULT, status -> {
            Sql sql = new Sql(status.getConnection(), Sql.Use.READING);
            return work.apply(new PostgresStores(() -> {}, sql, parts));
        });
    }

    private <T> T run(Function<Function<Stores, T>, T> running, Function<Stores, T> work) {
        if (connections.findConnectionStatus().isPresent()) {
            throw new IllegalStateException("A unit of work was begun inside another one");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return running.apply(work);
            } catch (RuntimeException failed) {
                Optional<SQLException> sql = SqlFailure.within(failed);
                Meaning meaning = sql.map(SqlFailure::meaning).orElse(Meaning.BUG);
                switch (meaning) {
                    case AGAIN -> {
                        if (attempt == ATTEMPTS) {
                            throw failed;
                        }
                        pause(attempt);
                    }
                    case UNAVAILABLE -> throw new StoreUnavailable(failed);
                    case BUG -> throw failed;
                }
            }
        }
    }

    /** Those who were in each other's way should not meet again. */
    private void pause(int attempt) {
        LockSupport.parkNanos(random.nextLong(FIRST_PAUSE_NANOS << attempt));
    }
}
