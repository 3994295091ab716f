package io.cardport.app.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    private static final Path PROGRAMS = Path.of("target", "test-postgres").toAbsolutePath();

    @TempDir
    Path folder;

    private LocalPostgres start() throws IOException {
        DataFolder.createPrivate(PROGRAMS);
        return LocalPostgres.start(folder, PROGRAMS, new SecureRandom());
    }

    private static String ask(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), server.username(), server.password());
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), server.username(), server.password())) {
            connection.createStatement().execute(sql);
        }
    }

    @Test
    void isDurablePrivateAndKeptOverACleanRestart() throws Exception {
        int port;
        try (LocalPostgres server = start()) {
            port = java.net.URI.create(server.url().substring("jdbc:".length())).getPort();
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(ask(server, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            assertThat(ask(server, "SHOW password_encryption")).isEqualTo("scram-sha-256");
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "postgres", "wrong"))
                    .isInstanceOf(SQLException.class);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("pg.password"))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("pg"))))
                    .isEqualTo("rwx------");
            execute(server, "CREATE TABLE kept AS SELECT 'first start' AS word");
        }
        assertThat(Files.exists(folder.resolve("pg/postmaster.pid"))).isFalse();
        try (LocalPostgres server = start()) {
            assertThat(server.url()).contains(":" + port + "/");
            assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("first start");
        }
    }

    @Test
    void aKilledInitdbLeavesNothingThatIsTakenForADatabase() throws Exception {
        Path half = Files.createDirectories(folder.resolve("pg.new/base"));
        Files.writeString(half.resolve("PG_VERSION"), "18");
        Files.writeString(folder.resolve("pg.new/postgresql.conf"), "");

        try (LocalPostgres server = start()) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aDeadServerComesBackByItselfOnItsPort() throws Exception {
        try (LocalPostgres server = start()) {
            execute(server, "CREATE TABLE kept AS SELECT 'before the crash' AS word");
            long postmaster = Long.parseLong(
                    Files.readAllLines(folder.resolve("pg/postmaster.pid")).getFirst());
            ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();

            assertThat(askUntilItAnswers(server, "SELECT word FROM kept")).isEqualTo("before the crash");
            assertThat(Long.parseLong(Files.readAllLines(folder.resolve("pg/postmaster.pid"))
                            .getFirst()))
                    .isNotEqualTo(postmaster);
        }
    }

    @Test
    void aServerLeftByAKilledGatewayIsTakenOverAndItsLocksEnd() throws Exception {
        DataFolder.createPrivate(PROGRAMS);
        try (Child child = Child.run(PostgresChild.class, List.of(), folder.toString(), PROGRAMS.toString())) {
            child.lineWith("holding");
            child.kill();
        }
        String left = Files.readAllLines(folder.resolve("pg/postmaster.pid")).getFirst();

        try (DataFolder held = DataFolder.hold(folder);
                LocalPostgres server = start()) {
            assertThat(Files.readAllLines(held.path().resolve("pg/postmaster.pid"))
                            .getFirst())
                    .isEqualTo(left);
            assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("before the kill");
        }
        for (ProcessHandle ending :
                ProcessHandle.of(Long.parseLong(left)).stream().toList()) {
            ending.onExit().get(120, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStalePidFileThatNamesAnotherProgramIsNoHindrance() throws Exception {
        start().close();
        Files.writeString(
                folder.resolve("pg/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("pg") + "\n1\n1\n");

        try (LocalPostgres server = start()) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerThatWouldLoseRowsIsRefused() throws Exception {
        start().close();
        Files.writeString(folder.resolve("pg/postgresql.auto.conf"), "synchronous_commit = off\n");

        assertThatThrownBy(this::start).isInstanceOf(StartRefused.class).hasMessageContaining("synchronous_commit");
        ProcessHandle left = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(folder.resolve("pg/postmaster.pid")).getFirst()))
                .orElseThrow();
        left.destroy();
        // What it still writes would be in the way of the folder's removal.
        left.onExit().get(120, TimeUnit.SECONDS);
    }

    private static String askUntilItAnswers(LocalPostgres server, String sql) throws InterruptedException {
        long end = System.nanoTime() + 120_000_000_000L;
        while (true) {
            try {
                return ask(server, sql);
            } catch (SQLException away) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("never answered", away);
                }
                Thread.sleep(100);
            }
        }
    }
}
