package io.cardport.app.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Statements on {@code distributors}; each runs in the transaction that it is called in. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DistributorRows extends GenericRepository<DistributorRow, String> {
    Optional<DistributorRow> findById(String id);

    @Query("SELECT * FROM distributors WHERE id = :id FOR UPDATE")
    Optional<DistributorRow> lockById(String id);

    @Query("SELECT * FROM distributors ORDER BY id DESC LIMIT :limit")
    List<DistributorRow> newest(int limit);

    @Query("SELECT * FROM distributors WHERE id < :after ORDER BY id DESC LIMIT :limit")
    List<DistributorRow> newestAfter(String after, int limit);

    void save(DistributorRow row);

    void update(DistributorRow row);
}
