package io.cardport.domain.account;

import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import java.time.Instant;
import java.util.Optional;

/**
 * A pair of credentials of a distributor, kept as keyed hashes only.
 *
 * @param id our id
 * @param distributor whose
 * @param apiKeyHash HMAC-SHA256 of {@code X-Api-Key}, lower-case hex; looked up by index
 * @param accessKeyHash HMAC-SHA256 of {@code X-Access-Key}, lower-case hex; compared in constant time
 * @param expiresAt when it ends
 * @param revokedAt when it was taken back
 */
public record ApiKey(
        KeyId id,
        DistributorId distributor,
        String apiKeyHash,
        String accessKeyHash,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {
    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
