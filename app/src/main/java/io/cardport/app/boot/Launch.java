package io.cardport.app.boot;

import io.cardport.app.boot.Gateway.Login;
import io.cardport.app.boot.Settings.Database;
import io.cardport.app.boot.Settings.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of the gateway with everything under it, and its clean end in the opposite order: no more requests, then the
 * simulated issuers, then the database, then the data folder's lock.
 */
public final class Launch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final RandomGenerator random = new SecureRandom();
    private boolean closed;

    private Launch() {}

    /**
     * Starts the gateway as {@code ./cardport up} does and lets a signal end it.
     *
     * @param args the command's flags
     * @throws StartRefused when it can't start; what was started by then has been ended
     */
    public static void up(String... args) {
        long began = System.nanoTime();
        Launch launch = new Launch();
        Thread end = new Thread(
                () -> {
                    launch.close();
                    // A clean end by signal is a success; the JVM's own code would be 128 + signal.
                    Runtime.getRuntime().halt(0);
                },
                "end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            launch.start(args, began);
        } catch (RuntimeException failed) {
            if (!launch.isClosed()) {
                Runtime.getRuntime().removeShutdownHook(end);
            }
            launch.close();
            throw refusal(failed).orElseThrow(() -> failed);
        }
    }

    /**
     * Builds the application without listening, does one thing with it and ends it. Neither jobs nor simulated issuers
     * are started.
     *
     * @param work what to do
     * @param args the flags of {@code ./cardport up}
     * @throws StartRefused when it can't start
     */
    public static void once(Consumer<Gateway> work, String... args) {
        try (Launch launch = new Launch()) {
            SettingsReading.Read read = read(CommandLine.parse(args), Optional.empty());
            DataFolder folder = launch.keep(DataFolder.hold(read.settings().dataFolder()));
            Login login = launch.database(read.settings(), folder.path());
            work.accept(launch.keep(Gateway.build(read.settings(), login, read.micronaut())));
        } catch (RuntimeException failed) {
            throw refusal(failed).orElseThrow(() -> failed);
        }
    }

    private void start(String[] args, long began) {
        CommandLine flags = CommandLine.parse(args);
        Settings first = read(flags, Optional.empty()).settings();
        refuseTakenPort(first.listen());
        DataFolder folder = keep(DataFolder.hold(first.dataFolder()));
        CompletableFuture<Optional<SandboxProcess>> simulators = first.sandbox() == Sandbox.ON
                ? CompletableFuture.supplyAsync(() -> Optional.of(keep(SandboxProcess.findOrStart(folder.path()))))
                : CompletableFuture.completedFuture(Optional.empty());
        Login login = database(first, folder.path());
        Optional<SandboxProcess> sandbox = joined(simulators);
        Set<String> kinds = SandboxAccount.installedKinds();
        Optional<Path> generated = sandbox.map(
                process -> SandboxFile.write(folder.path(), first.encryptionKeyFile(), process.issuers(), kinds));
        SettingsReading.Read read = read(flags, generated);
        Gateway gateway = keep(Gateway.build(read.settings(), login, read.micronaut()));
        Optional<SandboxCredentials> credentials = sandbox.map(process -> SandboxCredentials.of(folder.path(), random));
        credentials.ifPresent(known -> gateway.context()
                .getBeansOfType(SandboxAccess.class)
                .forEach(access -> access.register(known, read.settings())));
        // Whoever waits for readiness reads the file next; a port that the system is to choose isn't known yet.
        credentials
                .filter(known -> read.settings().listen().port() != 0)
                .ifPresent(
                        known -> known.write(folder.path(), url(read.settings().listen())));
        Settings.Listen at = gateway.listen();
        String url = url(at);
        sandbox.ifPresent(process -> process.sendWebhooksTo(url, kinds));
        Announcement.print(url, credentials.map(known -> known.write(folder.path(), url)), login, began);
    }

    private static SettingsReading.Read read(CommandLine flags, Optional<Path> generated) {
        Map<String, String> properties = System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
        return SettingsReading.read(flags, generated, System.getenv(), properties);
    }

    private Login database(Settings settings, Path folder) {
        return switch (settings.database()) {
            case Database.Embedded embedded -> {
                LocalPostgres server = keep(LocalPostgres.start(folder, folder, random));
                yield new Login(server.url(), server.username(), server.password());
            }
            case Database.Outside outside -> OutsidePostgres.checked(Login.of(outside));
        };
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw refusal(failed)
                    .orElseGet(() ->
                            new StartRefused("The simulated issuers could not be started; --no-sandbox does without."));
        }
    }

    private static Optional<StartRefused> refusal(Throwable failed) {
        Optional<Throwable> at = Optional.of(failed);
        for (int depth = 0; at.isPresent() && depth < 20; depth++) {
            if (at.get() instanceof StartRefused refused) {
                return Optional.of(refused);
            }
            if (at.get() instanceof org.flywaydb.core.api.FlywayException migration) {
                LOG.error("Migration failed: {}", migration.getMessage());
                return Optional.of(new StartRefused(
                        "The database's tables can't be brought up to date; the log says which step failed."));
            }
            at = Optional.ofNullable(at.get().getCause());
        }
        return Optional.empty();
    }

    private static void refuseTakenPort(Settings.Listen listen) {
        if (listen.port() == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
        } catch (IOException taken) {
            throw new StartRefused("The address " + listen.host() + ":" + listen.port()
                    + " can't be listened on (in use, or not this machine's); give another --port.");
        }
    }

    private static String url(Settings.Listen at) {
        String host = at.host().equals("0.0.0.0") || at.host().equals("::") ? "127.0.0.1" : at.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.port();
    }

    private <T extends AutoCloseable> T keep(T resource) {
        synchronized (opened) {
            if (!closed) {
                opened.push(resource);
                return resource;
            }
        }
        end(resource);
        throw new StartRefused("Stopped while starting.");
    }

    private boolean isClosed() {
        synchronized (opened) {
            return closed;
        }
    }

    @Override
    public void close() {
        Deque<AutoCloseable> all;
        synchronized (opened) {
            closed = true;
            all = new ArrayDeque<>(opened);
            opened.clear();
        }
        all.stream().sorted(java.util.Comparator.comparingInt(Launch::rank)).forEach(Launch::end);
    }

    /** The simulators start beside the database, so the order of opening does not say the order of ending. */
    private static int rank(AutoCloseable resource) {
        return switch (resource) {
            case Gateway gateway -> 0;
            case SandboxProcess simulators -> 1;
            case LocalPostgres database -> 2;
            default -> 3;
        };
    }

    private static void end(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception failed) {
            LOG.warn(
                    "{} did not end cleanly: {}",
                    resource.getClass().getSimpleName(),
                    failed.getClass().getName());
        }
    }
}
