package io.cardport.domain.product;

import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ProductSeen;

/**
 * A product at one of our accounts.
 *
 * @param id our id
 * @param account our name for the account
 * @param seen the product as the issuer showed it last
 */
public record Product(ProductId id, String account, ProductSeen seen) {}
