package io.cardport.domain.holder;

import io.cardport.domain.id.ProductId;

/** What an approval is for. */
public sealed interface ProductScope {
    /** Every product: the issuer approves the person. */
    record AnyProduct() implements ProductScope {}

    /**
     * One product.
     *
     * @param product which
     */
    record OneProduct(ProductId product) implements ProductScope {}
}
