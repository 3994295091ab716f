package io.cardport.uqpay;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Walks through paged lists (section 1.6). "There is none" is said only after the whole list was read. */
final class UqpayPages {
    private static final int MOST_PAGES = 10_000;

    private UqpayPages() {}

    record Page(List<JsonView> items, Optional<Long> pages) {
        static Optional<Page> read(JsonView root) {
            return root.at("data").node().filter(node -> node.isArray()).isPresent()
                    ? Optional.of(new Page(root.at("data").items(), root.whole("total_pages")))
                    : Optional.empty();
        }

        /** Where the list does not say how many pages it has, only one that is not full is known to be its last. */
        boolean isLast(int number) {
            return items.isEmpty() || pages.map(total -> total <= number).orElse(items.size() < UqpayClient.PAGE_SIZE);
        }
    }

    /**
     * Shows every item to a visitor until it answers.
     *
     * @return the visitor's answer, or {@link Look.Absent} after the last page
     */
    static <T> Look<T> walk(IntFunction<UqpayClient.Reply> fetch, Function<JsonView, Optional<Look<T>>> visitor) {
        for (int number = 1; number <= MOST_PAGES; number++) {
            switch (UqpayAnswers.look(fetch.apply(number), Page::read)) {
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
                    if (page.isLast(number)) {
                        return new Look.Absent<>();
                    }
                }
            }
        }
        return new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
    }

    /**
     * Reads a whole list; what one item cannot be read from is left out.
     *
     * @return all items
     */
    static <T> Look<List<T>> all(IntFunction<UqpayClient.Reply> fetch, Function<JsonView, Optional<T>> item) {
        List<T> all = new ArrayList<>();
        Look<List<T>> walked = walk(fetch, view -> {
            item.apply(view).ifPresent(all::add);
            return Optional.empty();
        });
        return walked instanceof Look.Absent<List<T>> ? new Look.Found<>(List.copyOf(all)) : walked;
    }
}
