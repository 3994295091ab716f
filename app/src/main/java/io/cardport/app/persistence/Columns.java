package io.cardport.app.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns of a row with their values, in order; makes the text of the statements that write them. */
final class Columns {
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Columns with(String name, Object value) {
        names.add(name);
        values.add(value);
        return this;
    }

    Columns and(Columns more) {
        names.addAll(more.names);
        values.addAll(more.values);
        return this;
    }

    String insertInto(String table) {
        String marks = IntStream.range(0, names.size()).mapToObj(at -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES (" + marks + ")";
    }

    String update(String table) {
        return "UPDATE " + table + " SET "
                + names.stream().map(name -> name + " = ?").collect(Collectors.joining(", "));
    }

    Object[] values() {
        return values.toArray();
    }

    Object[] valuesAnd(Object last) {
        List<Object> all = new ArrayList<>(values);
        all.add(last);
        return all.toArray();
    }
}
