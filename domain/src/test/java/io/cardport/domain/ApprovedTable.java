package io.cardport.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Compares a table, written out as text, with the text that a person has approved. A changed cell is a red test that shows
 * the whole new table; approving it means to put it into the resource.
 */
public final class ApprovedTable {
    private ApprovedTable() {}

    public static <R, C> String render(
            List<R> rows,
            Function<R, String> rowName,
            List<C> columns,
            Function<C, String> columnName,
            BiFunction<R, C, String> cell) {
        StringBuilder text = new StringBuilder();
        for (R row : rows) {
            text.append(rowName.apply(row)).append('\n');
            for (C column : columns) {
                text.append("  %-24s %s%n".formatted(columnName.apply(column), cell.apply(row, column)));
            }
        }
        return text.toString();
    }

    public static void assertApproved(String name, String actual) throws IOException {
        try (InputStream approved = ApprovedTable.class.getResourceAsStream("/tables/" + name + ".txt")) {
            assertThat(approved).as("approved table tables/%s.txt", name).isNotNull();
            assertThat(actual).isEqualTo(new String(approved.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
