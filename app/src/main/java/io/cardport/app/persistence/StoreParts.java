package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.KeyedHash;

/**
 * What stores share beside the connection of their transaction.
 *
 * @param house the master keys
 * @param hash for what is found by its hash
 * @param rendering how events look
 * @param repositories statements on the small tables
 */
record StoreParts(KeyRing house, KeyedHash hash, EventRendering rendering, Repositories repositories) {
    /**
     * Statements on the small tables.
     *
     * @param distributors on {@code distributors}
     * @param keys on {@code api_keys}
     * @param admins on {@code admins}
     */
    record Repositories(DistributorRows distributors, ApiKeyRows keys, AdminRows admins) {}
}
