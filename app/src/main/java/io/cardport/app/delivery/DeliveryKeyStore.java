package io.cardport.app.delivery;

import java.util.List;
import java.util.function.UnaryOperator;

/** Where the gateway's delivery keys are kept, shared by all nodes. */
public interface DeliveryKeyStore {
    /**
     * What is there.
     *
     * @return all keys in no particular order
     * @throws io.cardport.domain.store.StoreUnavailable when the store is away
     */
    List<DeliveryKey> all();

    /**
     * Changes the keys while nobody else, on any node, does.
     *
     * @param change makes of what is there what shall be there: some keys more, some fewer
     * @return what is there now
     * @throws io.cardport.domain.store.StoreUnavailable when the store is away
     */
    List<DeliveryKey> exclusively(UnaryOperator<List<DeliveryKey>> change);
}
