package io.cardport.app.persistence;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;

/** A statement failed; {@link PostgresUnitOfWork} decides what that means. Its text never carries parameters. */
final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlFailure(SQLException cause) {
        super("a statement failed with SQL state " + cause.getSQLState(), cause);
    }

    /** What a failure means for the transaction it ended. */
    enum Meaning {
        /** Another transaction was in the way: the same work may succeed now. */
        AGAIN,
        /** The database can't be reached or gave up. */
        UNAVAILABLE,
        /** A mistake of ours. */
        BUG
    }

    /** Finds the driver's failure in whatever the frameworks wrapped around it. */
    static Optional<SQLException> within(Throwable failure) {
        Optional<Throwable> at = Optional.of(failure);
        for (int depth = 0; at.isPresent() && depth < 20; depth++) {
            if (at.get() instanceof SQLException sql) {
                return Optional.of(sql);
            }
            at = Optional.ofNullable(at.get().getCause());
        }
        return Optional.empty();
    }

    static Meaning meaning(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        // 23505: another transaction took a unique value after this one had looked; looking again sees it.
        if (state.equals("40P01") || state.equals("40001") || state.equals("23505")) {
            return Meaning.AGAIN;
        }
        boolean away = state.isEmpty() // not of the server: the pool has closed the connection
                || state.startsWith("08") // connection
                || state.startsWith("53") // disk full, too many connections, out of memory
                || state.startsWith("57P") // shutdown, crash, starting
                || state.startsWith("58") // input and output
                || state.equals("57014") // cancelled
                || state.equals("55P03") // lock timeout
                || state.equals("25006") // a standby
                || state.equals("25P03") // idle in transaction too long
                || failure instanceof SQLTransientException;
        return away ? Meaning.UNAVAILABLE : Meaning.BUG;
    }
}
