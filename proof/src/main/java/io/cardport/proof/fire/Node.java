package io.cardport.proof.fire;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One gateway at one address, through any number of its processes. For one thread. */
final class Node implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long PAUSE_MILLIS = 25;
    private static final int END_SECONDS = 60;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 10_000;
    /** Programs that run side by side begin at different places. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % PORTS));

    private final Path data;
    private final int port;
    private final HttpClient probe;
    private Optional<Process> process = Optional.empty();

    /**
     * A node that is not running yet.
     *
     * @param data its data folder
     * @param port where it is going to listen
     */
    Node(Path data, int port) {
        this.data = data;
        this.port = port;
        this.probe = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** Below what systems lend to clients: one of those may have it by the time that a gateway wants it (again). */
    static int freePort() throws IOException {
        for (int attempt = 0; attempt < PORTS; attempt++) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("No port is free");
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What its processes print, one after another. */
    Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /** Starts a process and waits until it is ready. */
    void start(Starting starting) throws IOException, InterruptedException {
        Files.createDirectories(data);
        Process started = starting.process()
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = Optional.of(started);
        awaitReady();
    }

    /** Waits for readiness. */
    void awaitReady() throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!isReady()) {
            boolean over = process.map(Process::isAlive).isEmpty()
                    || !process.map(Process::isAlive).orElse(Boolean.FALSE);
            if (over || System.nanoTime() - began > PATIENCE_NANOS) {
                throw new IOException("The gateway does not become ready; see " + log());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(url().resolve("/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return probe.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGKILL, and nothing else. */
    void kill() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly().waitFor();
        }
    }

    /** SIGSTOP: it does nothing any more and knows nothing of it. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** The process that runs now. */
    Optional<ProcessHandle> running() {
        return process.map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    private void signal(String which) throws IOException, InterruptedException {
        long pid = process.map(Process::pid).orElseThrow(() -> new IOException("There is no process"));
        if (new ProcessBuilder(List.of("kill", which, Long.toString(pid)))
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("The signal " + which + " could not be sent");
        }
    }

    /** A clean end by SIGTERM. */
    @Override
    public void close() {
        process.ifPresent(running -> {
            running.destroy();
            try {
                if (!running.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                running.destroyForcibly();
            }
        });
        probe.shutdownNow();
    }
}
