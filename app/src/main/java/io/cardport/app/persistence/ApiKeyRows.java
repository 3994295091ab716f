package io.cardport.app.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Statements on {@code api_keys}; each runs in the transaction that it is called in. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ApiKeyRows extends GenericRepository<ApiKeyRow, String> {
    @Query("SELECT * FROM api_keys WHERE api_key_hash = :hash AND revoked_at IS NULL"
            + " AND (expires_at IS NULL OR expires_at > :now)")
    Optional<ApiKeyRow> live(String hash, Instant now);

    @Query("SELECT * FROM api_keys WHERE distributor_id = :distributor ORDER BY id")
    List<ApiKeyRow> ofDistributor(String distributor);

    @Query("SELECT * FROM api_keys WHERE id = :id AND distributor_id = :distributor")
    Optional<ApiKeyRow> find(String id, String distributor);

    @Query("UPDATE api_keys SET revoked_at = :now WHERE id = :id AND distributor_id = :distributor"
            + " AND revoked_at IS NULL")
    void revoke(String id, String distributor, Instant now);

    void save(ApiKeyRow row);
}
