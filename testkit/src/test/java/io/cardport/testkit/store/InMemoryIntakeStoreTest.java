package io.cardport.testkit.store;

class InMemoryIntakeStoreTest extends IntakeStoreContract {
    @Override
    protected StoresUnderTest stores() {
        var stores = new InMemoryStores(event -> new byte[] {1});
        return new StoresUnderTest(stores, stores, stores);
    }
}
