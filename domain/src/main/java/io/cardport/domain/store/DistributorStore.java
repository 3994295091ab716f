package io.cardport.domain.store;

import io.cardport.domain.account.ApiKey;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Distributors and their credentials. */
public interface DistributorStore {
    /**
     * Finds a distributor.
     *
     * @param id which
     * @return the distributor
     */
    Optional<Distributor> find(DistributorId id);

    /**
     * Finds a distributor and locks its row until the transaction ends.
     *
     * @param id which
     * @return the distributor
     */
    Optional<Distributor> lock(DistributorId id);

    /**
     * Lists distributors.
     *
     * @param page which part
     * @return the part, newest first
     */
    Page<Distributor> list(Page.Request page);

    /**
     * Adds a distributor.
     *
     * @param distributor a new distributor
     */
    void insert(Distributor distributor);

    /**
     * Replaces a distributor that this transaction has locked.
     *
     * @param distributor the distributor as it is now
     */
    void update(Distributor distributor);

    /**
     * Finds credentials that are neither expired nor revoked.
     *
     * @param apiKeyHash HMAC of {@code X-Api-Key}, lower-case hex
     * @param now database time
     * @return the credentials
     */
    Optional<ApiKey> keyOf(String apiKeyHash, Instant now);

    /**
     * Adds credentials.
     *
     * @param key new credentials
     */
    void insertKey(ApiKey key);

    /**
     * Lists a distributor's credentials.
     *
     * @param distributor whose
     * @return all of them, oldest first
     */
    List<ApiKey> keys(DistributorId distributor);

    /**
     * Takes credentials back.
     *
     * @param distributor whose
     * @param key which
     * @param now database time
     * @return the credentials, empty where there were none
     */
    Optional<ApiKey> revoke(DistributorId distributor, KeyId key, Instant now);
}
