package io.cardport.app.persistence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Rows that this transaction has locked or written, so that nobody else can have changed them since: asking for one again
 * costs no round trip. Ends with the transaction.
 *
 * @param <K> what names a row
 * @param <V> what a row is
 */
final class HeldRows<K, V> {
    private final Map<K, V> rows = new HashMap<>();

    Optional<V> held(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    V hold(K key, V row) {
        rows.put(key, row);
        return row;
    }

    void letGo(K key) {
        rows.remove(key);
    }

    Optional<V> holding(K key, Supplier<Optional<V>> locking) {
        Optional<V> held = held(key);
        return held.isPresent() ? held : locking.get().map(row -> hold(key, row));
    }
}
