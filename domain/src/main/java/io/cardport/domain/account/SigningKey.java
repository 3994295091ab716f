package io.cardport.domain.account;

import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import java.time.Instant;
import java.util.Optional;

/**
 * A public key with which a distributor signs its requests. It may have several at once, so that they can be rotated with
 * overlap.
 *
 * @param id our id, which is the {@code keyid} of its signatures
 * @param distributor whose
 * @param algorithm the only algorithm that it is used with, under its name of RFC 9421 section 6.2.2
 * @param publicKey the key as it was given, PEM
 * @param description what the distributor's people call it; may be empty
 * @param createdAt when it was registered, in database time
 * @param validity when it may be used
 */
public record SigningKey(
        KeyId id,
        DistributorId distributor,
        String algorithm,
        String publicKey,
        String description,
        Instant createdAt,
        Validity validity) {
    /**
     * When a key may be used.
     *
     * @param notBefore from then on, from the beginning where empty
     * @param expiresAt until then
     * @param revokedAt when it was taken back
     */
    public record Validity(Optional<Instant> notBefore, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
        /**
         * Whether a key may be used.
         *
         * @param now database time
         * @return true from its beginning to its end
         */
        public boolean covers(Instant now) {
            return revokedAt.isEmpty()
                    && notBefore.filter(now::isBefore).isEmpty()
                    && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
