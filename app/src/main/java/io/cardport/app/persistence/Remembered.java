package io.cardport.app.persistence;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Rows that hardly ever change, kept for a moment, so that not every request asks for them. A change acts within two
 * seconds, and normally at once on the node that made it.
 *
 * @param <K> what names a row
 * @param <V> what a row is
 */
final class Remembered<K, V> {
    private static final long NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MOST = 10_000;

    private record Kept<V>(V row, long since) {}

    private final Map<K, Kept<V>> rows = new ConcurrentHashMap<>();

    Optional<V> find(K key, Supplier<Optional<V>> asking) {
        long now = System.nanoTime();
        Optional<V> known = Optional.ofNullable(rows.get(key))
                .filter(kept -> now - kept.since() < NANOS)
                .map(Kept::row);
        if (known.isPresent()) {
            return known;
        }
        if (rows.size() >= MOST) {
            rows.clear();
        }
        Optional<V> found = asking.get();
        found.ifPresent(row -> rows.put(key, new Kept<>(row, now)));
        return found;
    }

    void forget() {
        rows.clear();
    }
}
