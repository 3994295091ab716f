package io.cardport.artha;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.JsonView;
import io.cardport.http.WireResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Walks through lists by {@code limit} and {@code offset}. What a list is wrapped in is not documented, so the one array of
 * an answer is the list; since an issuer may give less than was asked for, only an empty page or the told total ends it.
 * "There is none" is said only after the whole list was read.
 */
final class ArthaPages {
    static final int PAGE = 100;

    private static final int MOST_PAGES = 2_000;

    private ArthaPages() {}

    /** Asks for a page. */
    @FunctionalInterface
    interface Fetch {
        /**
         * Asks.
         *
         * @param offset how many items to leave out
         * @param limit how many items to give at most
         * @return what became of it
         */
        WireResult page(int offset, int limit);
    }

    private record Page(List<JsonView> items, Optional<Long> total) {
        private static Optional<Page> read(JsonView root) {
            JsonView data = root.at("data");
            JsonView whole = ArthaWire.content(root);
            return items(root)
                    .or(() -> items(data))
                    .or(() -> theOneArrayOf(whole))
                    .map(items -> new Page(
                            items,
                            whole.whole("total")
                                    .or(() -> root.whole("total"))
                                    .or(() -> whole.whole("totalCount"))
                                    .or(() -> root.at("pagination").whole("total"))
                                    .filter(total -> total >= 0)));
        }

        private static Optional<List<JsonView>> items(JsonView view) {
            return view.node().filter(node -> node.isArray()).map(array -> view.items());
        }

        private static Optional<List<JsonView>> theOneArrayOf(JsonView view) {
            List<List<JsonView>> arrays = view.fields().values().stream()
                    .flatMap(field -> items(field).stream())
                    .toList();
            return arrays.size() == 1 ? Optional.of(arrays.getFirst()) : Optional.empty();
        }

        private boolean isLast(int reached) {
            return items.isEmpty() || total.filter(all -> reached >= all).isPresent();
        }

        /** A list that is not paged gives the same page again. */
        private boolean isSameAs(Page other) {
            return items.stream()
                    .map(JsonView::node)
                    .toList()
                    .equals(other.items.stream().map(JsonView::node).toList());
        }
    }

    /**
     * Shows every item to a visitor until it answers.
     *
     * @return the visitor's answer, or {@link Look.Absent} after the last page
     */
    static <T> Look<T> walk(Fetch fetch, Function<JsonView, Optional<Look<T>>> visitor) {
        int offset = 0;
        Page before = new Page(List.of(), Optional.empty());
        for (int number = 0; number < MOST_PAGES; number++) {
            Look<Page> look = ArthaAnswers.look(fetch.page(offset, PAGE), Page::read);
            if (!(look instanceof Look.Found<Page>(Page page))) {
                return unread(look);
            }
            if (page.isSameAs(before)) {
                return new Look.Absent<>();
            }
            for (JsonView item : page.items()) {
                Optional<Look<T>> answer = visitor.apply(item);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            offset += page.items().size();
            if (page.isLast(offset)) {
                return new Look.Absent<>();
            }
            before = page;
        }
        return new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
    }

    /** No list is no proof that nothing is on it. */
    private static <T> Look<T> unread(Look<Page> look) {
        return switch (look) {
            case Look.Denied<Page>(Refusal refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<Page>(Look.Cause cause) -> new Look.Unavailable<>(cause);
            case Look.Absent<Page> absent ->
                new Look.Denied<>(new Refusal(Reason.NOT_FOUND, "", "the list itself was not found"));
            case Look.Found<Page> found -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
        };
    }

    /**
     * Reads a whole list. What is made while it is read moves the rest, so that an item may come twice; its first showing
     * counts, which is as new as the list itself.
     *
     * @param item empty for what cannot be read, which makes the list unreadable
     * @param id tells items apart
     * @return all items
     */
    static <T> Look<List<T>> all(Fetch fetch, Function<JsonView, Optional<T>> item, Function<T, ProviderRef> id) {
        Map<ProviderRef, T> all = new LinkedHashMap<>();
        Look<List<T>> walked = walk(fetch, view -> {
            Optional<T> read = item.apply(view);
            read.ifPresent(one -> all.putIfAbsent(id.apply(one), one));
            return read.isPresent()
                    ? Optional.empty()
                    : Optional.of(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
        });
        return walked instanceof Look.Absent<List<T>> ? new Look.Found<>(List.copyOf(all.values())) : walked;
    }
}
