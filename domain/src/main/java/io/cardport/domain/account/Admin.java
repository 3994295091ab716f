package io.cardport.domain.account;

import io.cardport.domain.id.AdminId;
import java.time.Instant;
import java.util.Optional;

/**
 * A named person or machine that runs Cardport.
 *
 * @param id our id
 * @param name its name
 * @param role what it may do
 * @param tokenHash HMAC-SHA256 of its bearer token, lower-case hex
 * @param createdAt when it was made, in database time
 * @param revokedAt when it was taken back
 */
public record Admin(
        AdminId id, String name, Role role, String tokenHash, Instant createdAt, Optional<Instant> revokedAt) {
    /** What an admin may do; each role may do what those before it may. */
    public enum Role {
        /** Look. */
        VIEWER,
        /** Lock, unlock, close, sync and settle. */
        OPERATOR,
        /** Approve what others asked for. */
        APPROVER,
        /** Manage distributors and admins. */
        OWNER
    }

    @Override
    public String toString() {
        return "Admin[" + id + "]";
    }
}
