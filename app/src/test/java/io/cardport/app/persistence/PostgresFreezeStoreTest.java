package io.cardport.app.persistence;

import io.cardport.testkit.store.FreezeStoreContract;
import io.cardport.testkit.store.StoresUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFreezeStoreTest extends FreezeStoreContract {
    private final TestStores database = TestStores.fresh();

    @Override
    protected StoresUnderTest stores() {
        return database.underContract();
    }

    @AfterAll
    void close() {
        database.close();
    }
}
