package io.cardport.app.persistence;

import io.cardport.domain.account.SigningKey;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.store.SigningKeyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Distributors' public keys and their nonces in PostgreSQL. */
final class PostgresSigningKeyStore implements SigningKeyStore {
    private final Sql sql;

    PostgresSigningKeyStore(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<SigningKey> find(KeyId id) {
        return sql.first("SELECT * FROM signing_keys WHERE id = ?", PostgresSigningKeyStore::read, id.value());
    }

    @Override
    public void insert(SigningKey key) {
        sql.update(
                "INSERT INTO signing_keys (id, distributor_id, algorithm, public_key, description, created_at,"
                        + " not_before, expires_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key.id().value(),
                key.distributor().value(),
                key.algorithm(),
                key.publicKey(),
                key.description(),
                key.createdAt(),
                key.validity().notBefore(),
                key.validity().expiresAt(),
                key.validity().revokedAt());
    }

    @Override
    public List<SigningKey> ofDistributor(DistributorId distributor) {
        return sql.list(
                "SELECT * FROM signing_keys WHERE distributor_id = ? ORDER BY id",
                PostgresSigningKeyStore::read,
                distributor.value());
    }

    @Override
    public Optional<SigningKey> revoke(DistributorId distributor, KeyId key, Instant now) {
        return sql.first(
                "UPDATE signing_keys SET revoked_at = COALESCE(revoked_at, ?) WHERE id = ? AND distributor_id = ?"
                        + " RETURNING *",
                PostgresSigningKeyStore::read,
                now,
                key.value(),
                distributor.value());
    }

    /** Each claim clears two that are over, so that the table never holds more than some minutes of them. */
    @Override
    public Claim claim(KeyId key, String nonce, Instant until, Instant now) {
        sql.update(
                "DELETE FROM signature_nonces WHERE ctid = ANY(ARRAY(SELECT ctid FROM signature_nonces"
                        + " WHERE forget_at < ? ORDER BY forget_at LIMIT 2 FOR UPDATE SKIP LOCKED))",
                now);
        int claimed = sql.update(
                "INSERT INTO signature_nonces (key_id, nonce, forget_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (key_id, nonce) DO NOTHING",
                key.value(),
                nonce,
                until);
        return claimed == 1 ? Claim.FRESH : Claim.SEEN;
    }

    private static SigningKey read(ResultSet row) throws SQLException {
        return new SigningKey(
                new KeyId(Read.text(row, "id")),
                new DistributorId(Read.text(row, "distributor_id")),
                Read.text(row, "algorithm"),
                Read.text(row, "public_key"),
                Read.text(row, "description"),
                Read.time(row, "created_at"),
                new SigningKey.Validity(
                        Read.maybeTime(row, "not_before"),
                        Read.maybeTime(row, "expires_at"),
                        Read.maybeTime(row, "revoked_at")));
    }
}
