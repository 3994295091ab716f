package io.cardport.app.persistence;

import io.cardport.app.persistence.SqlFailure.Meaning;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
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

    private final TransactionOperations<Connection> transactions;
    private final StoreParts parts;
    private final RandomGenerator random;

    PostgresUnitOfWork(TransactionOperations<Connection> transactions, StoreParts parts, RandomGenerator random) {
        this.transactions = transactions;
        this.parts = parts;
        this.random = random;
    }

    @Override
    public <T> T write(Function<Stores, T> work) {
        return run(TransactionDefinition.of(TransactionDefinition.Propagation.REQUIRES_NEW), work);
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        return run(TransactionDefinition.READ_ONLY, work);
    }

    private <T> T run(TransactionDefinition definition, Function<Stores, T> work) {
        if (transactions.hasConnection()) {
            throw new IllegalStateException("A unit of work was begun inside another one");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.execute(definition, status -> work.apply(new PostgresStores(status, parts)));
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
