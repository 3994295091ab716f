package io.cardport.app.persistence;

import io.cardport.testkit.store.StoreContract;
import io.cardport.testkit.store.StoresUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreTest extends StoreContract {
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
