package io.cardport.domain.store;

import io.cardport.domain.webhook.StoredDelivery;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The hot way in for verified deliveries: durable when it returns, many at once in one commit, with a work row that gets
 * each read by whoever is free.
 */
public interface DeliveryIntake {
    /**
     * Makes a delivery durable.
     *
     * @param delivery a verified delivery, blanked
     * @return what became of it
     * @throws StoreUnavailable when it is not certain that it is durable
     */
    Admission admit(StoredDelivery delivery);

    /**
     * Makes a delivery durable without keeping the caller.
     *
     * @param delivery a verified delivery, blanked
     * @return what became of it, once it is durable; fails as {@link #admit} does
     */
    default CompletionStage<Admission> admission(StoredDelivery delivery) {
        return CompletableFuture.completedStage(admit(delivery));
    }

    /**
     * Makes a delivery durable without keeping the caller, where nothing hangs on whether the event is new: when many come at
     * once that is found out later, when they are unpacked ({@link InboxStore#unpack}).
     *
     * @param delivery a verified delivery, blanked
     * @return what became of it, once it is durable; fails as {@link #admit} does
     */
    default CompletionStage<Admission> keep(StoredDelivery delivery) {
        return admission(delivery);
    }

    /** What became of a delivery at the door. */
    enum Admission {
        /** Durable, and to be read. */
        ADMITTED,
        /** Durable, and to be read unless the event turns out to have been there already. */
        KEPT,
        /** The event was there already. */
        DUPLICATE,
        /** Too many are waiting; the issuer is to come again. */
        FULL
    }
}
