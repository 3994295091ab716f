package io.cardport.testkit.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InMemoryFreezeStoreTest extends FreezeStoreContract {
    @Override
    protected StoresUnderTest stores() {
        var stores = new InMemoryStores(event -> new byte[] {1});
        return new StoresUnderTest(stores, stores, stores);
    }

    @Test
    void aTransactionInsideATransactionIsABug() {
        var stores = new InMemoryStores(event -> new byte[0]);
        assertThatThrownBy(() -> stores.write(outer -> stores.<String>read(inner -> "never")))
                .isInstanceOf(IllegalStateException.class);
        stores.write(after -> "the lock is free again");
    }
}
