package io.cardport.app.persistence;

import io.cardport.testkit.store.IntakeStoreContract;
import io.cardport.testkit.store.StoresUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresIntakeStoreTest extends IntakeStoreContract {
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
