package io.cardport.app.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's own PostgreSQL under its data folder: made at the first start, found and taken over after a SIGKILL of
 * the gateway, started again when it dies, stopped by {@link #close} and nothing else. The caller holds the folder's
 * {@link DataFolder lock}.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String SUPERUSER = "postgres";
    /** The gateway's own role and database; the role may create roles but is no superuser, so policies bind it. */
    private static final String OWNER = "cardport";

    private static final int WATCH_MILLIS = 250;

    private final PostgresFolder folder;
    private final int port;
    private final Thread watch;
    private volatile boolean stopping;

    private LocalPostgres(PostgresFolder folder, int port) {
        this.folder = folder;
        this.port = port;
        this.watch = Thread.ofPlatform().daemon().name("postgres-watch").unstarted(this::watch);
    }

    /**
     * Starts the server, or takes over the one that an earlier process left.
     *
     * @param dataFolder the held data folder
     * @param programs where the server's programs are unpacked once
     * @param random for the password of a new database; fit for secrets
     * @return the running server, which durably stores what it has confirmed
     * @throws StartRefused when it can't
     */
    public static LocalPostgres start(Path dataFolder, Path programs, RandomGenerator random) {
        PostgresFolder folder = PostgresFolder.prepare(dataFolder, programs, random);
        try {
            Optional<Integer> port = folder.port();
            boolean left = folder.postmaster().isPresent() && port.isPresent();
            int chosen = left ? port.get() : folder.choosePort();
            if (!left) {
                folder.start(chosen);
            }
            LocalPostgres server = new LocalPostgres(folder, chosen);
            server.check();
            server.watch.start();
            return server;
        } catch (IOException failed) {
            throw new StartRefused(String.valueOf(failed.getMessage()) + ".");
        } catch (SQLException refused) {
            throw new StartRefused("The embedded PostgreSQL under " + folder.data()
                    + " runs but does not answer as ours (SQL state " + refused.getSQLState() + ").");
        }
    }

    /**
     * The gateway's database.
     *
     * @return a JDBC URL without credentials
     */
    public String url() {
        return url(OWNER);
    }

    /**
     * A database of this server.
     *
     * @param database its name
     * @return a JDBC URL without credentials
     */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * The role that owns {@link #url}.
     *
     * @return its name
     */
    public String username() {
        return OWNER;
    }

    /**
     * The role's password.
     *
     * @return a secret
     */
    public String password() {
        return folder.password();
    }

    /**
     * Runs statements as superuser outside a transaction; for wiring and tests.
     *
     * @param statements SQL without parameters
     * @throws SQLException as the server says
     */
    public void administer(String... statements) throws SQLException {
        try (Connection connection = connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        watch.interrupt();
        try {
            watch.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            folder.stop();
        } catch (IOException alreadyGone) {
            LOG.warn("The embedded PostgreSQL did not stop by itself");
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", folder.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(url(database), properties);
    }

    private void check() throws SQLException, IOException {
        try (Connection connection = connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            Path served = Path.of(show(statement, "data_directory"));
            if (!served.toRealPath().equals(folder.data().toRealPath())) {
                throw new StartRefused("The port " + port + " is another PostgreSQL's; stop it or give --data.");
            }
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                if (!show(statement, setting).equals("on")) {
                    throw new StartRefused("The embedded PostgreSQL runs with " + setting
                            + " off and would lose what it confirmed; remove that from " + folder.data() + ".");
                }
            }
            // A killed gateway's sessions would hold its row locks until the server notices that it has gone.
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
            createOwner(connection, statement);
        }
    }

    private void createOwner(Connection connection, Statement statement) throws SQLException {
        if (isMissing(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            // The password is base32 of our own making: nothing in it needs quoting.
            statement.execute("CREATE ROLE " + OWNER + " LOGIN CREATEROLE PASSWORD '" + folder.password() + "'");
        }
        if (isMissing(connection, "SELECT 1 FROM pg_database WHERE datname = ?")) {
            statement.execute("CREATE DATABASE " + OWNER + " OWNER " + OWNER);
        }
    }

    private static boolean isMissing(Connection connection, String query) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(query)) {
            prepared.setString(1, OWNER);
            try (ResultSet rows = prepared.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void watch() {
        while (!stopping) {
            try {
                Thread.sleep(WATCH_MILLIS);
                if (!stopping && folder.postmaster().isEmpty()) {
                    LOG.warn("The embedded PostgreSQL has died; starting it again");
                    folder.start(port);
                    LOG.warn("The embedded PostgreSQL runs again");
                }
            } catch (InterruptedException stop) {
                return;
            } catch (IOException again) {
                LOG.error("The embedded PostgreSQL does not start; trying again");
            }
        }
    }
}
