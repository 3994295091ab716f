package io.cardport.bananatech;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Walks through lists of skip, limit and total (section 2.2). "There is none" is said, and a list is complete, only after
 * the whole was read.
 */
final class BananatechPages {
    /** How many items are asked for at once. */
    static final long SIZE = 100;

    private static final int MOST_PAGES = 10_000;

    private BananatechPages() {}

    private record Page(List<JsonView> items, Optional<Long> total) {
        private static Optional<Page> read(JsonView root) {
            return root.at("data").node().filter(node -> node.isArray()).isPresent()
                    ? Optional.of(new Page(root.at("data").items(), root.whole("total")))
                    : Optional.empty();
        }

        private boolean isLast(long skipped) {
            return items.isEmpty()
                    || total.map(all -> skipped + items.size() >= all).orElse(items.size() < SIZE);
        }
    }

    /** Shows every item to a visitor until it answers; {@link Look.Absent} after the last page. */
    static <T> Look<T> walk(LongFunction<BananatechClient.Reply> fetch, Function<JsonView, Optional<Look<T>>> visitor) {
        long skipped = 0;
        for (int number = 0; number < MOST_PAGES; number++) {
            switch (BananatechAnswers.look(fetch.apply(skipped), Page::read)) {
                case Look.Absent<Page> absent -> {
                    return new Look.Denied<>(new Refusal(Reason.NOT_FOUND, "", "the list itself was not found"));
                }
                case Look.Denied<Page>(Refusal refusal) -> {
                    return new Look.Denied<>(refusal);
                }
                case Look.Unavailable<Page>(Look.Cause cause) -> {
                    return new Look.Unavailable<>(cause);
                }
                case Look.Found<Page>(Page page) -> {
                    for (JsonView item : page.items()) {
                        Optional<Look<T>> answer = visitor.apply(item);
                        if (answer.isPresent()) {
                            return answer.get();
                        }
                    }
                    if (page.isLast(skipped)) {
                        return new Look.Absent<>();
                    }
                    skipped += page.items().size();
                }
            }
        }
        return new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
    }

    /** Reads a whole list; what one item cannot be read from is left out. */
    static <T> Look<List<T>> readable(
            LongFunction<BananatechClient.Reply> fetch, Function<JsonView, Optional<T>> item) {
        List<T> all = new ArrayList<>();
        Look<List<T>> walked = walk(fetch, view -> {
            item.apply(view).ifPresent(all::add);
            return Optional.empty();
        });
        return walked instanceof Look.Absent<List<T>>
                ? new Look.Found<>(all.stream().distinct().toList())
                : walked;
    }

    /** Reads a whole list from which something is concluded: one wanted item that cannot be read spoils it. */
    static <T> Look<List<T>> complete(
            LongFunction<BananatechClient.Reply> fetch,
            Predicate<JsonView> wanted,
            Function<JsonView, Optional<T>> item) {
        List<T> all = new ArrayList<>();
        Look<List<T>> walked = walk(fetch, view -> {
            Optional<T> read = wanted.test(view) ? item.apply(view) : Optional.empty();
            read.ifPresent(all::add);
            return read.isPresent() || !wanted.test(view)
                    ? Optional.empty()
                    : Optional.of(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
        });
        return walked instanceof Look.Absent<List<T>> ? new Look.Found<>(List.copyOf(all)) : walked;
    }
}
