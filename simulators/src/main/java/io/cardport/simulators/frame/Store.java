package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An issuer's state on disk: a file of JSON lines, one per changed document, read and rewritten shortly at the start.
 * A commit is one write without fsync: it outlives the process, not the machine.
 */
public final class Store implements AutoCloseable {

    private record Row(Table table, String key) {}

    private static final byte[] VALUE = ",\"v\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "}\n".getBytes(StandardCharsets.UTF_8);

    private final Path file;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Set<Row> dirty = new LinkedHashSet<>();
    // Not a channel: a write by an interrupted thread would close that.
    private FileOutputStream out;

    private Store(Path file) throws IOException {
        this.file = file;
        load();
        this.out = compact();
    }

    /**
     * Opens the file, or makes it.
     *
     * @param file where the lines are; its folder must exist
     * @return the state as of the last commit
     * @throws IOException if the file cannot be read or rewritten
     */
    public static Store open(Path file) throws IOException {
        return new Store(file);
    }

    /**
     * Gives a table, empty if it is new.
     *
     * @param name its name in the file
     * @return the table, always the same one for a name
     */
    public Table table(String name) {
        return tables.computeIfAbsent(name, n -> new Table(n, this));
    }

    void changed(Table table, String key) {
        dirty.add(new Row(table, key));
    }

    /** Writes what changed since the last commit, in one piece. */
    public void commit() {
        if (dirty.isEmpty()) {
            return;
        }
        var lines = new ByteArrayOutputStream();
        dirty.forEach(row -> lines.writeBytes(line(row)));
        dirty.clear();
        write(out, lines);
    }

    /** Forgets everything, on disk too. */
    public void clear() {
        try {
            tables.values().forEach(Table::clear);
            dirty.clear();
            out.close();
            out = compact();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            commit();
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        // A kill may leave half a line at the end; whatever does not parse was never acknowledged.
        try (var lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
            lines.lines()
                    .forEach(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8))
                            .ifPresent(this::apply));
        }
    }

    private void apply(ObjectNode line) {
        Optional<ObjectNode> value =
                line.get("v") instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        table(line.path("t").asText()).load(line.path("k").asText(), value);
    }

    private FileOutputStream compact() throws IOException {
        File fresh = new File(file + ".new");
        try (OutputStream rewritten = new BufferedOutputStream(new FileOutputStream(fresh), 1 << 16)) {
            for (Table table : tables.values()) {
                for (String key : table.keys()) {
                    rewritten.write(line(new Row(table, key)));
                }
            }
        }
        Files.move(fresh.toPath(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return new FileOutputStream(file.toFile(), true);
    }

    private static byte[] line(Row row) {
        var line = new ByteArrayOutputStream();
        byte[] head = Json.bytes(Json.object().put("t", row.table().name()).put("k", row.key()));
        line.write(head, 0, head.length - 1);
        row.table().bytes(row.key()).ifPresent(value -> {
            line.writeBytes(VALUE);
            line.writeBytes(value);
        });
        line.writeBytes(END);
        return line.toByteArray();
    }

    private static void write(FileOutputStream out, ByteArrayOutputStream lines) {
        try {
            out.write(lines.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
