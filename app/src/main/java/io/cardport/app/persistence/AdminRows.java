package io.cardport.app.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Statements on {@code admins}; each runs in the transaction that it is called in. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AdminRows extends GenericRepository<AdminRow, String> {
    @Query("SELECT * FROM admins WHERE token_hash = :hash AND revoked_at IS NULL")
    Optional<AdminRow> live(String hash);

    @Query("SELECT * FROM admins ORDER BY id")
    List<AdminRow> all();

    Optional<AdminRow> findById(String id);

    @Query("UPDATE admins SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
    void revoke(String id, Instant now);

    void save(AdminRow row);
}
