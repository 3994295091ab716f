package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.product.Product;

/**
 * What stores share beside the connection of their transaction.
 *
 * @param house the master keys
 * @param hash for what is found by its hash
 * @param rendering how events look
 * @param ids names what a statement makes many of
 * @param repositories statements on the small tables
 * @param recent what was read a moment ago
 */
record StoreParts(
        KeyRing house,
        KeyedHash hash,
        EventRendering rendering,
        IdGenerator ids,
        Repositories repositories,
        Recent recent) {
    StoreParts(KeyRing house, KeyedHash hash, EventRendering rendering, IdGenerator ids, Repositories repositories) {
        this(house, hash, rendering, ids, repositories, new Recent(new Remembered<>(), new Remembered<>()));
    }

    /**
     * What was read a moment ago.
     *
     * @param distributors of {@code distributors}
     * @param products of {@code products}
     */
    record Recent(Remembered<DistributorId, Distributor> distributors, Remembered<ProductId, Product> products) {}

    /**
     * Statements on the small tables.
     *
     * @param distributors on {@code distributors}
     * @param keys on {@code api_keys}
     * @param admins on {@code admins}
     */
    record Repositories(DistributorRows distributors, ApiKeyRows keys, AdminRows admins) {}
}
