package io.cardport.app.persistence;

import io.cardport.domain.account.Admin;
import io.cardport.domain.id.AdminId;
import io.cardport.domain.store.AdminStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Admins in PostgreSQL. */
final class PostgresAdminStore implements AdminStore {
    private final AdminRows admins;

    PostgresAdminStore(AdminRows admins) {
        this.admins = admins;
    }

    @Override
    public Optional<Admin> byToken(String tokenHash) {
        return admins.live(tokenHash).map(AdminRow::admin);
    }

    @Override
    public List<Admin> list() {
        return admins.all().stream().map(AdminRow::admin).toList();
    }

    @Override
    public void insert(Admin admin) {
        admins.save(AdminRow.of(admin));
    }

    @Override
    public Optional<Admin> revoke(AdminId id, Instant now) {
        admins.revoke(id.value(), now);
        return admins.findById(id.value()).map(AdminRow::admin);
    }
}
