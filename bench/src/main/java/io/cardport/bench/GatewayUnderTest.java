package io.cardport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway with its sandbox in processes of their own, as {@code ./cardport up} starts it. */
final class GatewayUnderTest implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long POLL_MILLIS = 5;

    private final Process process;
    private final URI url;
    private final Path data;
    private final double readyMillis;

    private GatewayUnderTest(Process process, URI url, Path data, double readyMillis) {
        this.process = process;
        this.url = url;
        this.data = data;
        this.readyMillis = readyMillis;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param command what {@code up} is on this machine, without flags
     * @param data its data folder
     * @return the running gateway
     * @throws IOException when it ends instead
     */
    static GatewayUnderTest start(List<String> command, Path data) throws IOException, InterruptedException {
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        Files.createDirectories(data);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        URI url = URI.create("http://127.0.0.1:" + port);
        long began = System.nanoTime();
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        while (!isReady(url)) {
            if (!process.isAlive() || System.nanoTime() - began > PATIENCE_NANOS) {
                process.destroyForcibly();
                throw new IOException("The gateway did not start; see " + log);
            }
            Thread.sleep(POLL_MILLIS);
        }
        return new GatewayUnderTest(process, url, data, (System.nanoTime() - began) / 1e6);
    }

    private static boolean isReady(URI url) {
        try (KeptConnection connection = new KeptConnection(url)) {
            return connection
                            .exchange(Shot.get(url.resolve("/health/readiness"), Map.of("Connection", "close")))
                            .status()
                    == 200;
        } catch (IOException | RuntimeException notYet) {
            return false;
        }
    }

    URI url() {
        return url;
    }

    double readyMillis() {
        return readyMillis;
    }

    long pid() {
        return process.pid();
    }

    /** The resident memory of the gateway alone, in MiB; the database and the simulators are processes of their own. */
    double residentMebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS");
    }

    /** The headers of the sandbox's distributor. */
    Map<String, String> distributor() throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("credentials.env"))) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return Map.of(
                "X-Api-Key", values.getOrDefault("CARDPORT_API_KEY", ""),
                "X-Access-Key", values.getOrDefault("CARDPORT_ACCESS_KEY", ""));
    }

    /** What the simulated issuers say of themselves. */
    JsonNode simulators() throws IOException {
        return JSON.readTree(
                data.resolve("simulators").resolve("simulators.json").toFile());
    }

    /** The password of the embedded database. */
    String databasePassword() throws IOException {
        return Files.readString(data.resolve("pg.password")).strip();
    }

    int databasePort() throws IOException {
        return Integer.parseInt(Files.readString(data.resolve("pg.port")).strip());
    }

    /** One counter of {@code /metrics}, all its labels added up. */
    double metric(String name) throws IOException {
        try (KeptConnection connection = new KeptConnection(url)) {
            String text = connection
                    .exchange(Shot.get(url.resolve("/metrics"), Map.of()))
                    .text();
            return text.lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
