package io.cardport.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.OptionalAssert;
import org.junit.jupiter.api.BeforeEach;

/** What the store contracts share. */
abstract class StoreTrials {
    private Optional<StoresUnderTest> opened = Optional.empty();
    private Optional<Rows> made = Optional.empty();

    /**
     * The stores, as they are before each test.
     *
     * @return the stores
     */
    protected abstract StoresUnderTest stores();

    @BeforeEach
    final void open() {
        StoresUnderTest stores = stores();
        opened = Optional.of(stores);
        made = Optional.of(new Rows(stores.work()));
    }

    final StoresUnderTest opened() {
        return opened.orElseThrow();
    }

    final Rows rows() {
        return made.orElseThrow();
    }

    /** A card that is stored, with a holder of its own. */
    final Card card() {
        return rows().stored(rows().stored(rows().ids.nextBody() + "@example.com"));
    }

    final <T> T read(Function<Stores, T> what) {
        return opened().work().read(what);
    }

    final <T> T write(Function<Stores, T> what) {
        return opened().work().write(what);
    }

    /** In a transaction that writes: locking is no reading. */
    final <T> OptionalAssert<T> optional(Function<Stores, Optional<T>> what) {
        Optional<T> found = write(what);
        return assertThat(found);
    }

    final <T> ListAssert<T> list(Function<Stores, List<T>> what) {
        List<T> found = write(what);
        return assertThat(found);
    }

    final <T> ObjectAssert<T> result(Function<Stores, T> what) {
        return new ObjectAssert<>(write(what));
    }
}
