package io.cardport.app.persistence;

import io.cardport.domain.store.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a part of a list, newest first: ids sort by the time they were made, so the id of the last entry is the cursor. */
final class Pages {
    private Pages() {}

    static <T> Page<T> read(
            Sql sql, String select, Condition condition, String id, Page.Request page, Listed<T> listed) {
        page.after().ifPresent(after -> condition.and(id + " < ?", after));
        List<Object> parameters = new ArrayList<>(List.of(condition.parameters()));
        parameters.add(page.limit() + 1);
        List<T> rows = sql.list(
                select + condition.where() + " ORDER BY " + id + " DESC LIMIT ?",
                listed.reader(),
                parameters.toArray());
        return Page.of(rows, page.limit(), listed.cursor());
    }

    /**
     * What is listed.
     *
     * @param reader makes an entry of a row
     * @param cursor the id of an entry
     */
    record Listed<T>(RowReader<T> reader, Function<T, String> cursor) {}
}
