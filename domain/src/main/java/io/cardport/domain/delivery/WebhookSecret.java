package io.cardport.domain.delivery;

import io.cardport.domain.id.KeyId;
import io.cardport.domain.secret.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * One of an endpoint's secrets: while one is being replaced several are live, and each signs.
 *
 * @param id our id
 * @param value {@code whsec_} and base64 of 24 to 64 bytes, as Standard Webhooks 1.0 writes it
 * @param createdAt when it was made, in database time
 * @param endsAt from when it signs no more; empty for the newest
 */
public record WebhookSecret(KeyId id, Secret value, Instant createdAt, Optional<Instant> endsAt) {
    /**
     * Whether it signs.
     *
     * @param now database time
     * @return true until its end
     */
    public boolean live(Instant now) {
        return endsAt.filter(end -> !now.isBefore(end)).isEmpty();
    }

    /**
     * The secret with an end, which never comes later than the one that it has.
     *
     * @param end from when it is to sign no more
     * @return a copy
     */
    public WebhookSecret until(Instant end) {
        return endsAt.filter(known -> !known.isAfter(end)).isPresent()
                ? this
                : new WebhookSecret(id, value, createdAt, Optional.of(end));
    }
}
