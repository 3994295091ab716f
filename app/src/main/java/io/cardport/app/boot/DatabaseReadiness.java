package io.cardport.app.boot;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.reactivestreams.Publisher;

/** Ready while the database answers; it has its tables then, because the migrations run before the first request. */
@Singleton
@Readiness
final class DatabaseReadiness implements HealthIndicator {
    private static final int SECONDS = 2;

    private final DataSource database;
    private final ExecutorService threads;

    DatabaseReadiness(DataSource database, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.database = DelegatingDataSource.unwrapDataSource(database);
        this.threads = threads;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(this::look, threads));
    }

    private HealthResult look() {
        try (Connection connection = database.getConnection()) {
            if (connection.isValid(SECONDS)) {
                return result(HealthStatus.UP, "answers");
            }
        } catch (SQLException away) {
            return result(HealthStatus.DOWN, "does not answer");
        }
        return result(HealthStatus.DOWN, "does not answer");
    }

    private static HealthResult result(HealthStatus status, String says) {
        return HealthResult.builder("database", status)
                .details(Map.of("says", says))
                .build();
    }
}
