package io.cardport.domain.issuing;

import java.util.List;

/** Listing the products that our account may issue. */
public non-sealed interface ProductCatalogue extends Capability {
    /**
     * Asks for the products.
     *
     * @return all of them
     */
    Look<List<ProductSeen>> products();
}
