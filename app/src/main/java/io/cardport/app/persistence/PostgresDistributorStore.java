package io.cardport.app.persistence;

import io.cardport.domain.account.ApiKey;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.store.DistributorStore;
import io.cardport.domain.store.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Distributors and their credentials in PostgreSQL. */
final class PostgresDistributorStore implements DistributorStore {
    private final DistributorRows distributors;
    private final ApiKeyRows keys;
    private final Remembered<DistributorId, Distributor> recent;

    PostgresDistributorStore(
            DistributorRows distributors, ApiKeyRows keys, Remembered<DistributorId, Distributor> recent) {
        this.distributors = distributors;
        this.keys = keys;
        this.recent = recent;
    }

    @Override
    public Optional<Distributor> find(DistributorId id) {
        return recent.find(id, () -> distributors.findById(id.value()).map(DistributorRow::distributor));
    }

    @Override
    public Optional<Distributor> lock(DistributorId id) {
        return distributors.lockById(id.value()).map(DistributorRow::distributor);
    }

    @Override
    public Page<Distributor> list(Page.Request page) {
        int wanted = page.limit() + 1;
        List<DistributorRow> rows = page.after()
                .map(after -> distributors.newestAfter(after, wanted))
                .orElseGet(() -> distributors.newest(wanted));
        return Page.of(
                rows.stream().map(DistributorRow::distributor).toList(),
                page.limit(),
                distributor -> distributor.id().value());
    }

    @Override
    public void insert(Distributor distributor) {
        distributors.save(DistributorRow.of(distributor));
    }

    @Override
    public void update(Distributor distributor) {
        recent.forget();
        distributors.update(DistributorRow.of(distributor));
    }

    @Override
    public Optional<ApiKey> keyOf(String apiKeyHash, Instant now) {
        return keys.live(apiKeyHash, now).map(ApiKeyRow::key);
    }

    @Override
    public void insertKey(ApiKey key) {
        keys.save(ApiKeyRow.of(key));
    }

    @Override
    public List<ApiKey> keys(DistributorId distributor) {
        return keys.ofDistributor(distributor.value()).stream()
                .map(ApiKeyRow::key)
                .toList();
    }

    @Override
    public Optional<ApiKey> revoke(DistributorId distributor, KeyId key, Instant now) {
        keys.revoke(key.value(), distributor.value(), now);
        return keys.find(key.value(), distributor.value()).map(ApiKeyRow::key);
    }
}
