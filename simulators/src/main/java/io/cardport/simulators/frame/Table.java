package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents by key, in the order of their first appearance. Whoever changes a document it was given must {@link #put}
 * it again, or the change is lost at the next start. Not safe for threads: used only inside {@link IssuerState#locked}.
 */
public final class Table {

    private final String name;
    private final Store store;
    private final Map<String, ObjectNode> rows = new LinkedHashMap<>();

    Table(String name, Store store) {
        this.name = name;
        this.store = store;
    }

    String name() {
        return name;
    }

    /**
     * Looks a document up.
     *
     * @param key its key
     * @return the live document, or empty
     */
    public Optional<ObjectNode> find(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /**
     * Keeps a document.
     *
     * @param key its key
     * @param document the document, replacing any other under this key
     */
    public void put(String key, ObjectNode document) {
        rows.put(key, document);
        store.changed(this, key);
    }

    /**
     * Forgets a document; nothing happens if there is none.
     *
     * @param key its key
     */
    public void remove(String key) {
        if (rows.remove(key) != null) {
            store.changed(this, key);
        }
    }

    /**
     * Lists the documents.
     *
     * @return all of them, oldest first
     */
    public List<ObjectNode> all() {
        return List.copyOf(rows.values());
    }

    /**
     * Lists the documents.
     *
     * @return all of them, newest first
     */
    public List<ObjectNode> newestFirst() {
        return new ArrayList<>(rows.values()).reversed();
    }

    /**
     * Lists the keys.
     *
     * @return all of them, oldest first
     */
    public List<String> keys() {
        return List.copyOf(rows.keySet());
    }

    /**
     * The key that came first.
     *
     * @return that key; empty if the table is
     */
    public Optional<String> oldestKey() {
        var keys = rows.keySet().iterator();
        return keys.hasNext() ? Optional.of(keys.next()) : Optional.empty();
    }

    void load(String key, Optional<ObjectNode> document) {
        document.ifPresentOrElse(value -> rows.put(key, value), () -> rows.remove(key));
    }

    void clear() {
        rows.clear();
    }
}
