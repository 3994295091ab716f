package io.cardport.app.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One database folder and the programs that work on it: {@code DIR/pg}, {@code DIR/pg.password} (mode 600) and {@code
 * DIR/pg.port}. The database folder appears by a rename after initdb has ended, so a kill during it leaves nothing that
 * a later start would take for a database.
 */
final class PostgresFolder {
    private static final String OWN_FILE = "cardport.conf";

    private final Path folder;
    private final Path programs;
    private final String password;

    private PostgresFolder(Path folder, Path programs, String password) {
        this.folder = folder;
        this.programs = programs;
        this.password = password;
    }

    static PostgresFolder prepare(Path folder, Path programsParent, RandomGenerator random) {
        Path programs = PostgresBinaries.unpackedUnder(programsParent);
        try {
            Path passwordFile = folder.resolve("pg.password");
            Optional<String> known = DataFolder.readIfThere(passwordFile);
            if (known.isEmpty()) {
                if (Files.exists(folder.resolve("pg"))) {
                    throw new StartRefused("The file " + passwordFile + " is missing; the database needs it.");
                }
                DataFolder.writePrivate(passwordFile, RandomText.base32(random, 32));
            }
            PostgresFolder prepared = new PostgresFolder(
                    folder, programs, Files.readString(passwordFile).strip());
            if (!Files.exists(prepared.data())) {
                prepared.initialise(passwordFile);
            }
            return prepared;
        } catch (IOException unusable) {
            throw new StartRefused("The database folder under " + folder + " can't be read or written.");
        }
    }

    Path data() {
        return folder.resolve("pg");
    }

    String password() {
        return password;
    }

    /** The postmaster that the database folder's pid file names, while such a process runs a program of that name. */
    Optional<ProcessHandle> postmaster() throws IOException {
        Path file = data().resolve("postmaster.pid");
        Optional<String> text = DataFolder.readIfThere(file);
        if (text.isEmpty() || text.get().isEmpty()) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(
                            Long.parseLong(text.get().lines().findFirst().orElse("")))
                    .filter(ProcessHandle::isAlive)
                    .filter(PostgresFolder::mayBeServer);
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    /** A process whose program can't be seen counts as a server: its pid file must then not be deleted. */
    private static boolean mayBeServer(ProcessHandle process) {
        if (isZombie(process)) {
            return false;
        }
        return process.info()
                .command()
                .map(command -> command.substring(command.lastIndexOf('/') + 1).startsWith("postgres"))
                .orElse(true);
    }

    /** A killed orphan that nobody waits for (the gateway itself being process 1 of a container) counts as alive else. */
    private static boolean isZombie(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            String text = Files.readString(stat);
            return text.startsWith(" Z", text.lastIndexOf(')') + 1);
        } catch (IOException notLinuxOrGone) {
            return false;
        }
    }

    Optional<Integer> port() throws IOException {
        try {
            return DataFolder.readIfThere(folder.resolve("pg.port")).map(Integer::valueOf);
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** The port of the last start, or a free one where there was none or somebody else has taken it. */
    int choosePort() throws IOException {
        Optional<Integer> before = port();
        if (before.isPresent() && isFree(before.get())) {
            return before.get();
        }
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = probe.getLocalPort();
            DataFolder.writePrivate(folder.resolve("pg.port"), Integer.toString(port));
            return port;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    void start(int port) throws IOException {
        Files.writeString(data().resolve(OWN_FILE), ownSettings(port));
        if (postmaster().isEmpty()) {
            // Of a server that was killed; its process id may be another program's by now, which would stop the start.
            Files.deleteIfExists(data().resolve("postmaster.pid"));
        }
        run("start", "pg_ctl", "start", "-D", data().toString(), "-w", "-t", "60", "-s");
    }

    void stop() throws IOException {
        run("stop", "pg_ctl", "stop", "-D", data().toString(), "-m", "fast", "-w", "-t", "60", "-s");
    }

    private void initialise(Path passwordFile) throws IOException {
        Path fresh = folder.resolve("pg.new");
        PostgresBinaries.delete(fresh);
        run(
                "create its database",
                "initdb",
                "-D",
                fresh.toString(),
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "--pwfile=" + passwordFile,
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--locale=C",
                "--builtin-locale=C.UTF-8");
        Path conf = fresh.resolve("postgresql.conf");
        Files.writeString(conf, Files.readString(conf) + "\ninclude_if_exists '" + OWN_FILE + "'\n");
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Errors are logged without the statement and its values, which may be personal data. */
    private static String ownSettings(int port) {
        return """
                port = %d
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 100
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                timezone = 'UTC'
                log_timezone = 'UTC'
                logging_collector = on
                log_directory = 'log'
                log_filename = 'postgresql-%%a.log'
                log_rotation_age = 1d
                log_truncate_on_rotation = on
                log_error_verbosity = terse
                log_min_error_statement = panic
                """.formatted(port);
    }

    private void run(String what, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it sees another user.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path log = folder.resolve("pg.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        try {
            Process process = builder.start();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            } else if (process.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("The embedded PostgreSQL could not " + what + "; see " + log + rootAdvice());
    }

    private static String rootAdvice() {
        return isRoot()
                ? "; as root it needs user namespaces (unshare -U): run Cardport as another user where they are forbidden"
                : "";
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notLinux) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
