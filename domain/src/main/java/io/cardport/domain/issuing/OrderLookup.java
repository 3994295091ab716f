package io.cardport.domain.issuing;

/** Asking what became of an order that the issuer took on. */
public non-sealed interface OrderLookup extends Capability {
    /**
     * Asks for the order.
     *
     * @param order the issuer's id of the order
     * @return what the issuer says now
     */
    Look<OrderSeen> order(ProviderRef order);
}
