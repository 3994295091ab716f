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

/**
 * Statements on one connection. A parameter is a text, number, boolean, byte array, time, id, enum constant (by name), array
 * of these, or an Optional of one of them, whose emptiness is NULL.
 */
final class Sql {
    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    int update(String text, Object... parameters) {
        try (PreparedStatement statement = prepared(text, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    <T> List<T> list(String text, RowReader<T> reader, Object... parameters) {
        try (PreparedStatement statement = prepared(text, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    <T> Optional<T> first(String text, RowReader<T> reader, Object... parameters) {
        List<T> rows = list(text, reader, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    void insert(String table, Columns columns) {
        update(columns.insertInto(table), columns.values());
    }

    void update(String table, Columns columns, Id id) {
        int changed = update(columns.update(table) + " WHERE id = ?", columns.valuesAnd(id));
        if (changed != 1) {
            throw new IllegalStateException(table + " has no row to replace; it was neither locked nor inserted");
        }
    }

    private PreparedStatement prepared(String text, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            for (int at = 0; at < parameters.length; at++) {
                bind(statement, at + 1, parameters[at]);
            }
            return statement;
        } catch (SQLException | RuntimeException failed) {
            statement.close();
            throw failed;
        }
    }

    private void bind(PreparedStatement statement, int at, Object value) throws SQLException {
        switch (value) {
            case Optional<?> maybe -> {
                if (maybe.isPresent()) {
                    bind(statement, at, maybe.get());
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
