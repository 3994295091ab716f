package io.cardport.app.boot;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * One embedded PostgreSQL for all tests of this JVM and a database of its own for whoever asks, copied from a template
 * that has all migrations. The server ends with the JVM.
 */
public final class TestPostgres {
    private static final String TEMPLATE = "cardport_template";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    private static final class Server {
        static final LocalPostgres RUNNING = started();

        private static LocalPostgres started() {
            try {
                Path parent = Path.of("target", "test-postgres").toAbsolutePath();
                Path folder =
                        parent.resolve(Long.toString(ProcessHandle.current().pid()));
                PostgresBinaries.delete(folder);
                DataFolder.createPrivate(folder);
                LocalPostgres server = LocalPostgres.start(folder, parent, new SecureRandom());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    deleted(folder);
                }));
                server.administer("CREATE DATABASE " + TEMPLATE + " OWNER " + server.username());
                Flyway.configure()
                        .dataSource(server.url(TEMPLATE), server.username(), server.password())
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
                return server;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private static void deleted(Path folder) {
            try {
                PostgresBinaries.delete(folder);
            } catch (IOException left) {
                // mvn clean takes it
            }
        }
    }

    /**
     * A new database with all tables and no rows.
     *
     * @return how to log in as its owner
     */
    public static Gateway.Login freshLogin() {
        LocalPostgres server = Server.RUNNING;
        String name = "test_" + COUNT.incrementAndGet();
        synchronized (COUNT) {
            try {
                server.administer("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " OWNER " + server.username());
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }
        return new Gateway.Login(server.url(name), server.username(), server.password());
    }

    /**
     * A new database whose functions that tell the time are ahead of this machine's clock.
     *
     * @param by how far
     * @return how to log in as its owner
     */
    public static Gateway.Login ahead(Duration by) {
        Gateway.Login login = freshLogin();
        try (Connection connection = DriverManager.getConnection(login.url(), login.username(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA ahead");
            for (String function : List.of("clock_timestamp", "now")) {
                statement.execute(("CREATE FUNCTION ahead.%1$s() RETURNS timestamptz LANGUAGE sql VOLATILE"
                                + " AS 'SELECT pg_catalog.%1$s() + interval ''%2$d seconds'''")
                        .formatted(function, by.toSeconds()));
            }
            statement.execute(
                    "ALTER DATABASE " + connection.getCatalog() + " SET search_path = public, ahead, pg_catalog");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return login;
    }

    /**
     * A new database with all tables and no rows, for one test class.
     *
     * @return a pool of at most eight connections, which give themselves back when idle
     */
    public static DataSource fresh() {
        return pool(freshLogin());
    }

    /**
     * A pool on a database.
     *
     * @param login as {@link #freshLogin} gave it
     * @return at most eight connections with the gateway's own session rules
     */
    public static DataSource pool(Gateway.Login login) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(SessionRules.on(login.url()));
        config.setUsername(login.username());
        config.setPassword(login.password());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        config.setIdleTimeout(10_000);
        config.setConnectionInitSql("SET TIME ZONE 'UTC'");
        return new HikariDataSource(config);
    }
}
