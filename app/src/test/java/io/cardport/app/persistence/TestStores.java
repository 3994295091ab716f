package io.cardport.app.persistence;

import io.cardport.app.boot.Gateway;
import io.cardport.app.boot.Settings;
import io.cardport.app.boot.TestPostgres;
import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.testkit.store.StoresUnderTest;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The stores as the gateway makes them, over a database of their own; events are rendered as a few words. */
final class TestStores implements AutoCloseable {
    static final EventRendering RENDERING = event -> ("{\"id\":\"" + event.id() + "\",\"version\":"
                    + event.content().version() + ",\"text\":\""
                    + event.content().getClass().getSimpleName() + "\"}")
            .getBytes(StandardCharsets.UTF_8);

    private final ApplicationContext context;
    private final Gateway.Login login;
    private final KeyRing house;
    private final UnitOfWork work;
    private final PostgresDeliveryIntake intake;

    private TestStores(Gateway.Login login) {
        this.login = login;
        this.context = ApplicationContext.builder()
                .properties(Map.of(
                        "datasources.default.url",
                        login.url(),
                        "datasources.default.username",
                        login.username(),
                        "datasources.default.password",
                        login.password(),
                        "datasources.default.connection-timeout",
                        60_000,
                        "flyway.enabled",
                        false))
                .singletons(settings())
                .banner(false)
                .bootstrapEnvironment(false)
                .deduceEnvironment(false)
                .build()
                .start();
        this.house = context.getBean(KeyRing.class);
        KeyedHash hash = context.getBean(KeyedHash.class);
        StoreParts parts = new StoreParts(
                house,
                hash,
                RENDERING,
                context.getBean(IdGenerator.class),
                new StoreParts.Repositories(
                        context.getBean(DistributorRows.class),
                        context.getBean(ApiKeyRows.class),
                        context.getBean(AdminRows.class)));
        @SuppressWarnings("unchecked")
        TransactionOperations<Connection> transactions =
                context.getBean(Argument.of(TransactionOperations.class, Connection.class));
        @SuppressWarnings("unchecked")
        ConnectionOperations<Connection> connections =
                context.getBean(Argument.of(ConnectionOperations.class, Connection.class));
        this.work = new PostgresUnitOfWork(transactions, connections, parts, new SecureRandom(), () -> {});
        this.intake = new PostgresDeliveryIntake(pool(), house);
    }

    /** The sandbox makes a key file of its own. */
    private static Settings settings() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "stores");
            Duration any = Duration.ofMinutes(1);
            return new Settings(
                    new Settings.Listen("127.0.0.1", 0),
                    folder,
                    new Settings.Database.Embedded(),
                    Settings.Sandbox.ON,
                    List.of(),
                    folder.resolve("keys"),
                    new Settings.Policy(
                            Optional.empty(),
                            new Settings.Polling(any, any, any, any),
                            Optional.empty(),
                            List.of(),
                            Set.of(),
                            new Settings.Deliveries(any, any)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static TestStores fresh() {
        return new TestStores(TestPostgres.freshLogin());
    }

    UnitOfWork work() {
        return work;
    }

    KeyRing house() {
        return house;
    }

    DataSource pool() {
        return context.getBean(DataSource.class);
    }

    PostgresEventFeed feed() {
        return new PostgresEventFeed(pool(), house);
    }

    PostgresDeliveryIntake intake() {
        return intake;
    }

    /** The stores as the contracts take them. */
    StoresUnderTest underContract() {
        return new StoresUnderTest(work, feed(), intake);
    }

    /** Work that gives nothing. */
    void write(Consumer<Stores> change) {
        work.write(stores -> {
            change.accept(stores);
            return true;
        });
    }

    /** A look at the tables past the stores. */
    <T> List<T> rows(String select, RowReader<T> reader, Object... parameters) {
        return new Connections(pool())
                .autocommitting(connection -> new Sql(connection).list(select, reader, parameters));
    }

    long count(String select, Object... parameters) {
        return rows(select, row -> row.getLong(1), parameters).getFirst();
    }

    /** Ends every session of the database but the one that does it. */
    void killSessions() throws SQLException {
        try (Connection apart = DriverManager.getConnection(login.url(), login.username(), login.password());
                Statement statement = apart.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    @Override
    public void close() {
        intake.close();
        context.close();
    }
}
