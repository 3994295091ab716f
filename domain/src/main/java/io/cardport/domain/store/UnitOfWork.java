package io.cardport.domain.store;

import java.util.function.Function;

/**
 * Transactions. What is passed in sees stores and no issuer: no issuer is ever called inside a transaction. The work may
 * run more than once (deadlock, serialization failure), so it must have no effect outside its stores.
 */
public interface UnitOfWork {
    /**
     * Runs work in a transaction that commits when it returns, unless it called {@link Stores#undo}.
     *
     * @param work what to do
     * @param <T> what it gives
     * @return what it gave; with undo, nothing was changed
     * @throws StoreUnavailable when the database cannot be reached; whether a commit happened is then unknown
     */
    <T> T write(Function<Stores, T> work);

    /**
     * Runs work that only reads.
     *
     * @param work what to do
     * @param <T> what it gives
     * @return what it gave
     * @throws StoreUnavailable when the database cannot be reached
     */
    <T> T read(Function<Stores, T> work);
}
