package io.cardport.testkit.store;

class InMemoryStoreTest extends StoreContract {
    @Override
    protected StoresUnderTest stores() {
        var stores = new InMemoryStores(event -> new byte[] {1});
        return new StoresUnderTest(stores, stores, stores);
    }
}
