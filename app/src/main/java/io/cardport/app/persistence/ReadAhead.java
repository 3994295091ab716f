package io.cardport.app.persistence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for together with something else, before anybody wanted to know it. It is told once: whoever asks again
 * asks the database.
 *
 * @param <K> what names an answer
 * @param <V> what an answer is
 */
final class ReadAhead<K, V> {
    private final Map<K, V> answers = new HashMap<>();

    void keep(K key, V answer) {
        answers.put(key, answer);
    }

    Optional<V> take(K key) {
        return Optional.ofNullable(answers.remove(key));
    }
}
