package io.cardport.app.persistence;

import io.cardport.domain.account.ApiKey;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_keys}. */
@MappedEntity("api_keys")
record ApiKeyRow(
        @Id String id,
        String distributorId,
        String apiKeyHash,
        String accessKeyHash,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {
    static ApiKeyRow of(ApiKey key) {
        return new ApiKeyRow(
                key.id().value(),
                key.distributor().value(),
                key.apiKeyHash(),
                key.accessKeyHash(),
                key.expiresAt().orElse(null),
                key.revokedAt().orElse(null));
    }

    ApiKey key() {
        return new ApiKey(
                new KeyId(id),
                new DistributorId(distributorId),
                apiKeyHash,
                accessKeyHash,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(revokedAt));
    }

    @Override
    public String toString() {
        return "ApiKeyRow[" + id + "]";
    }
}
