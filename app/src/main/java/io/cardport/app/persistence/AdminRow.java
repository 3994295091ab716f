package io.cardport.app.persistence;

import io.cardport.domain.account.Admin;
import io.cardport.domain.id.AdminId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code admins}. */
@MappedEntity("admins")
record AdminRow(
        @Id String id,
        String name,
        Admin.Role role,
        String tokenHash,
        Instant createdAt,
        @Nullable Instant revokedAt) {
    static AdminRow of(Admin admin) {
        return new AdminRow(
                admin.id().value(),
                admin.name(),
                admin.role(),
                admin.tokenHash(),
                admin.createdAt(),
                admin.revokedAt().orElse(null));
    }

    Admin admin() {
        return new Admin(new AdminId(id), name, role, tokenHash, createdAt, Optional.ofNullable(revokedAt));
    }

    @Override
    public String toString() {
        return "AdminRow[" + id + "]";
    }
}
