package io.cardport.domain.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list, newest first.
 *
 * @param data the entries
 * @param next where the next part begins, empty at the end
 * @param <T> what is listed
 */
public record Page<T>(List<T> data, Optional<String> next) {
    /** Copies the list. */
    public Page {
        data = List.copyOf(data);
    }

    /**
     * Makes a page of rows that were read one beyond the limit.
     *
     * @param rows at most {@code limit + 1} rows
     * @param limit how many are wanted
     * @param id what tells where the next part begins
     * @param <T> what is listed
     * @return the page
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> id) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> kept = rows.subList(0, limit);
        return new Page<>(kept, Optional.of(id.apply(kept.getLast())));
    }

    /**
     * Which part is wanted.
     *
     * @param limit 1 to 100
     * @param after the id after which it begins, empty for the newest
     */
    public record Request(int limit, Optional<String> after) {}
}
