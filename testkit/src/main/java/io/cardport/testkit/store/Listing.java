package io.cardport.testkit.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.store.Page;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lists rows as PostgreSQL does: the newest id first, the last id as the cursor. */
final class Listing {
    private Listing() {}

    static <T> Page<T> page(Collection<T> rows, Predicate<T> filter, Function<T, String> id, Page.Request request) {
        List<T> found = rows.stream()
                .filter(filter)
                .filter(row -> request.after()
                        .map(after -> id.apply(row).compareTo(after) < 0)
                        .orElse(true))
                .sorted(Comparator.comparing(id).reversed())
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(found, request.limit(), id);
    }

    static boolean sees(Scope scope, DistributorId owner) {
        return switch (scope) {
            case Scope.Own(DistributorId own) -> own.equals(owner);
            case Scope.Everything everything -> true;
        };
    }
}
