package io.cardport.testkit.store;

import io.cardport.domain.account.Admin;
import io.cardport.domain.account.ApiKey;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.account.SigningKey;
import io.cardport.domain.id.AdminId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.store.AdminStore;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.DistributorStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.SigningKeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who may do what, and who did. */
final class AccountTables {
    private AccountTables() {}

    record Distributors(Tables tables) implements DistributorStore {
        @Override
        public Optional<Distributor> find(DistributorId id) {
            return Optional.ofNullable(tables.distributors.get(id));
        }

        @Override
        public Optional<Distributor> lock(DistributorId id) {
            return find(id);
        }

        @Override
        public Page<Distributor> list(Page.Request page) {
            return Listing.page(
                    tables.distributors.values(),
                    any -> true,
                    distributor -> distributor.id().value(),
                    page);
        }

        @Override
        public void insert(Distributor distributor) {
            tables.distributors.put(distributor.id(), distributor);
        }

        @Override
        public void update(Distributor distributor) {
            tables.distributors.put(distributor.id(), distributor);
        }

        @Override
        public Optional<ApiKey> keyOf(String apiKeyHash, Instant now) {
            return tables.keys.values().stream()
                    .filter(key -> key.apiKeyHash().equals(apiKeyHash))
                    .filter(key -> key.revokedAt().isEmpty())
                    .filter(key -> key.expiresAt().map(now::isBefore).orElse(true))
                    .findFirst();
        }

        @Override
        public void insertKey(ApiKey key) {
            tables.keys.put(key.id(), key);
        }

        @Override
        public List<ApiKey> keys(DistributorId distributor) {
            return tables.keys.values().stream()
                    .filter(key -> key.distributor().equals(distributor))
                    .toList();
        }

        @Override
        public Optional<ApiKey> revoke(DistributorId distributor, KeyId id, Instant now) {
            Optional<ApiKey> revoked = Optional.ofNullable(tables.keys.get(id))
                    .filter(key -> key.distributor().equals(distributor))
                    .map(key -> new ApiKey(
                            key.id(),
                            key.distributor(),
                            key.apiKeyHash(),
                            key.accessKeyHash(),
                            key.expiresAt(),
                            key.revokedAt().or(() -> Optional.of(now))));
            revoked.ifPresent(this::insertKey);
            return revoked;
        }
    }

    record SigningKeys(Tables tables) implements SigningKeyStore {
        @Override
        public Optional<SigningKey> find(KeyId id) {
            return Optional.ofNullable(tables.signingKeys.get(id));
        }

        @Override
        public void insert(SigningKey key) {
            tables.signingKeys.put(key.id(), key);
        }

        @Override
        public List<SigningKey> ofDistributor(DistributorId distributor) {
            return tables.signingKeys.values().stream()
                    .filter(key -> key.distributor().equals(distributor))
                    .toList();
        }

        @Override
        public Optional<SigningKey> revoke(DistributorId distributor, KeyId id, Instant now) {
            Optional<SigningKey> revoked = find(id).filter(
                            key -> key.distributor().equals(distributor))
                    .map(key -> new SigningKey(
                            key.id(),
                            key.distributor(),
                            key.algorithm(),
                            key.publicKey(),
                            key.description(),
                            key.createdAt(),
                            new SigningKey.Validity(
                                    key.validity().notBefore(),
                                    key.validity().expiresAt(),
                                    key.validity().revokedAt().or(() -> Optional.of(now)))));
            revoked.ifPresent(this::insert);
            return revoked;
        }

        @Override
        public Claim claim(KeyId key, String nonce, Instant until, Instant now) {
            tables.nonces.values().removeIf(end -> end.isBefore(now));
            return tables.nonces.putIfAbsent(new Tables.Nonce(key, nonce), until) == null ? Claim.FRESH : Claim.SEEN;
        }
    }

    record Admins(Tables tables) implements AdminStore {
        @Override
        public Optional<Admin> byToken(String tokenHash) {
            return tables.admins.values().stream()
                    .filter(admin -> admin.tokenHash().equals(tokenHash))
                    .filter(admin -> admin.revokedAt().isEmpty())
                    .findFirst();
        }

        @Override
        public List<Admin> list() {
            return List.copyOf(tables.admins.values());
        }

        @Override
        public void insert(Admin admin) {
            tables.admins.put(admin.id(), admin);
        }

        @Override
        public Optional<Admin> revoke(AdminId id, Instant now) {
            Optional<Admin> revoked = Optional.ofNullable(tables.admins.get(id))
                    .map(admin -> new Admin(
                            admin.id(),
                            admin.name(),
                            admin.role(),
                            admin.tokenHash(),
                            admin.createdAt(),
                            admin.revokedAt().or(() -> Optional.of(now))));
            revoked.ifPresent(this::insert);
            return revoked;
        }
    }

    record Trail(Tables tables) implements AuditTrail {
        @Override
        public void append(AuditEntry entry) {
            tables.audit.add(new Recorded("%020d".formatted(tables.audit.size() + 1), entry));
        }

        @Override
        public Page<Recorded> list(Page.Request page) {
            return Listing.page(tables.audit, any -> true, Recorded::id, page);
        }
    }
}
