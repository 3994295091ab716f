package io.cardport.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The yardstick of durable intake: single-row inserts of 1 KB, one commit each, on the gateway's own PostgreSQL, by
 * pgbench where it is installed and by JDBC otherwise. Works in a database of its own beside the gateway's.
 */
final class RowInserts implements AutoCloseable {
    private static final String DATABASE = "cardport_bench";
    private static final int PAYLOAD = 1_000;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final int port;
    private final String password;
    private final Optional<String> program;

    RowInserts(GatewayUnderTest gateway) throws IOException, SQLException {
        this.port = gateway.databasePort();
        this.password = gateway.databasePassword();
        this.program = onPath();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE);
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE inserted (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " at timestamptz NOT NULL DEFAULT now(), payload text NOT NULL)");
        }
    }

    /** Of its database, which ends with this. */
    String url() {
        return url(DATABASE);
    }

    String password() {
        return password;
    }

    /** What inserts, for the report. */
    String driver() {
        return program.isPresent() ? "pgbench" : "JDBC single-row inserts";
    }

    String serverVersion() throws SQLException {
        try (Connection connection = connect(DATABASE)) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** Rows a second over so many connections. */
    double perSecond(int connections, int seconds) throws IOException, InterruptedException {
        return program.isPresent() ? byProgram(program.get(), connections, seconds) : byDriver(connections, seconds);
    }

    private double byProgram(String pgbench, int connections, int seconds) throws IOException, InterruptedException {
        Path script = Files.createTempFile("inserts", ".sql");
        Files.writeString(script, "INSERT INTO inserted (payload) VALUES (repeat('x', " + PAYLOAD + "));\n");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    pgbench,
                    "--no-vacuum",
                    "--protocol=prepared",
                    "--client=" + connections,
                    "--jobs=" + Math.min(2, connections),
                    // Logging in takes it a second on a busy machine.
                    "--time=" + Math.max(3, seconds),
                    "--file=" + script,
                    "--host=127.0.0.1",
                    "--port=" + port,
                    "--username=postgres",
                    DATABASE);
            builder.environment().put("PGPASSWORD", password);
            Process process = builder.redirectErrorStream(true).start();
            StringBuilder said = new StringBuilder();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> said.append(line).append('\n'));
            }
            process.waitFor();
            Matcher tps = TPS.matcher(said);
            if (!tps.find()) {
                throw new IOException("pgbench said: " + said);
            }
            return Double.parseDouble(tps.group(1));
        } finally {
            Files.delete(script);
        }
    }

    private double byDriver(int connections, int seconds) throws IOException, InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Future<Long>> counts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int connection = 0; connection < connections; connection++) {
                counts.add(threads.submit(() -> insertUntil(end)));
            }
        }
        long all = 0;
        for (Future<Long> count : counts) {
            try {
                all += count.get();
            } catch (ExecutionException failed) {
                throw new IOException("inserting failed", failed.getCause());
            }
        }
        return all / (double) seconds;
    }

    private long insertUntil(long end) throws SQLException {
        long count = 0;
        String payload = "x".repeat(PAYLOAD);
        try (Connection connection = connect(DATABASE);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO inserted (payload) VALUES (?)")) {
            while (System.nanoTime() < end) {
                insert.setString(1, payload);
                insert.executeUpdate();
                count++;
            }
        }
        return count;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", password);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static Optional<String> onPath() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            Path file = Path.of(folder, "pgbench");
            if (Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        }
    }
}
