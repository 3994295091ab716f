package io.cardport.testkit.store;

import java.nio.charset.StandardCharsets;

class InMemoryOutboundStoreTest extends OutboundStoreContract {
    @Override
    protected StoresUnderTest stores() {
        var stores = new InMemoryStores(event -> event.id().value().getBytes(StandardCharsets.UTF_8));
        return new StoresUnderTest(stores, stores, stores);
    }
}
