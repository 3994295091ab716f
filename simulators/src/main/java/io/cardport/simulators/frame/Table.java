package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents by key, in the order of their first appearance. Whoever changes a document it was given must {@link #put}
 * it again, or the change is lost at the next start. Not safe for threads: used only inside {@link IssuerState#locked}.
 */
public final class Table {

    /** A kept document: as it is, or as bytes where many are kept and few are read. */
    private sealed interface Row {

        ObjectNode read();

        byte[] bytes();

        record Live(ObjectNode document) implements Row {
            @Override
            public ObjectNode read() {
                return document;
            }

            @Override
            public byte[] bytes() {
                return Json.bytes(document);
            }
        }

        final class Packed implements Row {

            private final byte[] bytes;

            private Packed(byte[] bytes) {
                this.bytes = bytes;
            }

            @Override
            public ObjectNode read() {
                return Json.parseObject(bytes).orElseThrow();
            }

            @Override
            public byte[] bytes() {
                return bytes;
            }
        }
    }

    private final String name;
    private final Store store;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private boolean packed;

    Table(String name, Store store) {
        this.name = name;
        this.store = store;
    }

    String name() {
        return name;
    }

    /**
     * Keeps the documents as bytes from now on: a fifth of the memory, and {@link #find} gives copies.
     *
     * @return this table
     */
    public Table packed() {
        packed = true;
        rows.replaceAll((key, row) -> new Row.Packed(row.bytes()));
        return this;
    }

    /**
     * Looks a document up.
     *
     * @param key its key
     * @return the live document, a copy from a packed table, or empty
     */
    public Optional<ObjectNode> find(String key) {
        return Optional.ofNullable(rows.computeIfPresent(key, (k, row) -> awake(row)))
                .map(Row::read);
    }

    /**
     * Keeps a document.
     *
     * @param key its key
     * @param document the document, replacing any other under this key
     */
    public void put(String key, ObjectNode document) {
        rows.put(key, row(document));
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
        rows.replaceAll((key, row) -> awake(row));
        return rows.values().stream().map(Row::read).toList();
    }

    /**
     * Lists the documents.
     *
     * @return all of them, newest first
     */
    public List<ObjectNode> newestFirst() {
        return all().reversed();
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

    Optional<byte[]> bytes(String key) {
        return Optional.ofNullable(rows.get(key)).map(Row::bytes);
    }

    /** Rows come packed from disk and are opened when they are first asked for. */
    private Row awake(Row row) {
        return switch (row) {
            case Row.Live live -> live;
            case Row.Packed bytes -> packed ? bytes : new Row.Live(bytes.read());
        };
    }

    private Row row(ObjectNode document) {
        return packed ? new Row.Packed(Json.bytes(document)) : new Row.Live(document);
    }

    void load(String key, Optional<ObjectNode> document) {
        document.ifPresentOrElse(value -> rows.put(key, new Row.Packed(Json.bytes(value))), () -> rows.remove(key));
    }

    void clear() {
        rows.clear();
    }
}
