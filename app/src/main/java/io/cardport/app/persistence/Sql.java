package io.cardport.app.persistence;

import io.cardport.domain.id.Id;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Statements on one connection. A parameter is a text, number, boolean, byte array, time, id, enum constant (by name), array
 * of these, or an Optional of one of them, whose emptiness is NULL.
 *
 * <p>What needs no answer waits and goes out before the next statement that needs one, in the same round trip and in the
 * order of the calls: a transaction costs as many round trips as it asks questions.
 */
final class Sql {
    private final Connection connection;
    private final Use use;
    private final List<Waiting> waiting = new ArrayList<>();

    /** What the connection may be used for. */
    enum Use {
        /** Everything. */
        WRITING,
        /** Questions that lock nothing. */
        READING
    }

    /** Whether a row that is replaced is known to be there. */
    enum Row {
        /** This transaction has locked or made it. */
        HELD,
        /** It has to be counted. */
        UNSURE
    }

    private record Waiting(String text, Object[] parameters, boolean asking, Taking taking) {}

    /** Takes the answer of a statement that waited. */
    private interface Taking {
        void take(PreparedStatement statement) throws SQLException;
    }

    /** Takes the answer of the last statement, when those before it have been answered. */
    private interface Answer<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    Sql(Connection connection) {
        this(connection, Use.WRITING);
    }

    Sql(Connection connection, Use use) {
        this.connection = connection;
        this.use = use;
    }

    /** Sends a change and tells how many rows it touched. */
    int update(String text, Object... parameters) {
        refuseWhileReading(text);
        return run(text, parameters, PreparedStatement::getUpdateCount);
    }

    /** Sends a change with the next statement that has to be answered, or by {@link #commit}. */
    void later(String text, Object... parameters) {
        refuseWhileReading(text);
        waiting.add(new Waiting(text, parameters, false, statement -> {}));
    }

    /** Asks with the next statement that has to be answered, at the latest before the transaction is committed. */
    <T> void later(String text, RowReader<T> reader, Consumer<List<T>> taker, Object... parameters) {
        refuseLocking(text);
        waiting.add(new Waiting(text, parameters, true, statement -> taker.accept(rows(statement, reader))));
    }

    /** Sends a change like a question, and tells then how many rows it touched. */
    void later(IntConsumer taker, String text, Object... parameters) {
        refuseWhileReading(text);
        waiting.add(new Waiting(text, parameters, true, statement -> taker.accept(statement.getUpdateCount())));
    }

    /** Has everything answered that waits. */
    void ask() {
        if (!waiting.isEmpty()) {
            Waiting last = waiting.removeLast();
            run(last.text(), last.parameters(), statement -> {
                last.taking().take(statement);
                return last;
            });
        }
    }

    <T> List<T> list(String text, RowReader<T> reader, Object... parameters) {
        refuseLocking(text);
        return run(text, parameters, statement -> rows(statement, reader));
    }

    private static <T> List<T> rows(PreparedStatement statement, RowReader<T> reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    <T> Optional<T> first(String text, RowReader<T> reader, Object... parameters) {
        List<T> rows = list(text, reader, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    void insert(String table, Columns columns) {
        later(columns.insertInto(table), columns.values());
    }

    void update(String table, Columns columns, Id id) {
        update(table, columns, id, Row.UNSURE);
    }

    void update(String table, Columns columns, Id id, Row row) {
        String text = columns.update(table) + " WHERE id = ?";
        switch (row) {
            case HELD -> later(text, columns.valuesAnd(id));
            case UNSURE ->
                later(
                        touched -> {
                            if (touched != 1) {
                                throw new IllegalStateException(
                                        table + " has no row to replace; it was neither locked nor inserted");
                            }
                        },
                        text,
                        columns.valuesAnd(id));
        }
    }

    /** Ends the transaction with what still waits; nothing is committed unless every statement did what it was to do. */
    void commit() {
        // An answer may be a reason to write more.
        while (waiting.stream().anyMatch(Waiting::asking)) {
            ask();
        }
        if (!waiting.isEmpty()) {
            update("COMMIT");
        }
    }

    private void refuseLocking(String text) {
        if (!text.startsWith("SELECT") || text.contains(" FOR UPDATE")) {
            refuseWhileReading(text);
        }
    }

    private void refuseWhileReading(String text) {
        if (use == Use.READING) {
            throw new IllegalStateException("Where is only read was to be written: " + text);
        }
    }

    private <T> T run(String text, Object[] parameters, Answer<T> answer) {
        List<Waiting> before = List.copyOf(waiting);
        waiting.clear();
        try (PreparedStatement statement = connection.prepareStatement(joined(before, text))) {
            int at = 1;
            for (Waiting change : before) {
                at = bind(statement, at, change.parameters());
            }
            bind(statement, at, parameters);
            statement.execute();
            for (Waiting change : before) {
                change.taking().take(statement);
                statement.getMoreResults();
            }
            return answer.of(statement);
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    private static String joined(List<Waiting> before, String text) {
        if (before.isEmpty()) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        before.forEach(change -> all.append(change.text()).append(";\n"));
        return all.append(text).toString();
    }

    private int bind(PreparedStatement statement, int from, Object... parameters) throws SQLException {
        int at = from;
        for (Object parameter : parameters) {
            set(statement, at, parameter);
            at++;
        }
        return at;
    }

    private void set(PreparedStatement statement, int at, Object value) throws SQLException {
        switch (value) {
            case Optional<?> maybe -> {
                if (maybe.isPresent()) {
                    set(statement, at, maybe.get());
                } else {
                    statement.setNull(at, Types.NULL);
                }
            }
            case Instant time -> statement.setObject(at, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
            case Id id -> statement.setString(at, id.value());
            case Enum<?> constant -> statement.setString(at, constant.name());
            case byte[] bytes -> statement.setBytes(at, bytes);
            case byte[][] many -> statement.setArray(at, array("bytea", many));
            case String[] many -> statement.setArray(at, array("text", many));
            case Long[] many -> statement.setArray(at, array("bigint", many));
            case Instant[] many -> statement.setArray(at, times(many));
            default -> statement.setObject(at, value);
        }
    }

    private Array times(Instant[] many) throws SQLException {
        String[] texts = new String[many.length];
        for (int at = 0; at < many.length; at++) {
            texts[at] = many[at].toString();
        }
        return array("timestamptz", texts);
    }

    private Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
