package io.cardport.domain.store;

import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.product.Product;
import java.util.List;
import java.util.Optional;

/** Products as issuers showed them last. */
public interface ProductStore {
    /**
     * Finds a product, also one that is no longer offered.
     *
     * @param id which
     * @return the product
     */
    Optional<Product> find(ProductId id);

    /**
     * Lists the products that an account offers.
     *
     * @param account our name for the account
     * @return all of them, by name
     */
    List<Product> offeredBy(String account);

    /**
     * Keeps what an account offers now: known products keep their id, new ones get one, others are no longer offered.
     *
     * @param account our name for the account
     * @param products all that it offers
     * @param ids where new ids come from
     */
    void replace(String account, List<ProductSeen> products, IdGenerator ids);
}
