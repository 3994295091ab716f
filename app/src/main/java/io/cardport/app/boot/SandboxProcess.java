package io.cardport.app.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The simulated issuers as a process of their own in a session of its own: it survives the gateway's SIGKILL and the
 * terminal's Ctrl-C, is found again by its port and health, and ends when {@link #close} is called.
 */
public final class SandboxProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode description;

    private SandboxProcess(JsonNode description) {
        this.description = description;
    }

    /**
     * Takes over a healthy process of this data folder or starts one on the folder's port.
     *
     * @param dataFolder the held data folder
     * @return the running process
     * @throws StartRefused when it does not become healthy within 60 s
     */
    public static SandboxProcess findOrStart(Path dataFolder) {
        Path folder = dataFolder.resolve("simulators");
        try {
            DataFolder.createPrivate(folder);
            int port = port(dataFolder);
            Optional<JsonNode> running = description(folder, port).filter(known -> isHealthy(port));
            if (running.isPresent()) {
                return new SandboxProcess(running.get());
            }
            Process process = spawn(folder, port);
            return new SandboxProcess(awaitHealth(folder, port, process));
        } catch (IOException failed) {
            throw new StartRefused("The simulated issuers could not be started; see " + folder.resolve("log")
                    + ", or give --no-sandbox.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartRefused("Stopped while starting the simulated issuers.");
        }
    }

    /**
     * What they wrote about themselves.
     *
     * @return the contents of {@code simulators.json}: secrets
     */
    JsonNode issuers() {
        return description;
    }

    /**
     * Tells the issuers that push where the gateway is.
     *
     * @param url the gateway's address
     * @param kinds of the adapters that are installed; other issuers have nobody to tell
     * @throws StartRefused when they don't take it
     */
    public void sendWebhooksTo(String url, Set<String> kinds) {
        SandboxAccount.among(description, kinds).stream()
                .filter(account -> account.news() == SandboxAccount.News.PUSHED)
                .forEach(account -> sendWebhooks(account, url));
    }

    private void sendWebhooks(SandboxAccount account, String url) {
        String body = JSON.createObjectNode()
                .put("url", url + "/webhooks/" + account.name())
                .toString();
        try {
            int status = exchange(
                    HttpRequest.newBuilder(URI.create(base() + "/_control/" + account.issuer() + "/webhook-url"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
            if (status / 100 == 2) {
                return;
            }
        } catch (IOException away) {
            // falls through to the sentence
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new StartRefused("The simulated issuers did not take the address for their webhooks.");
    }

    /** Ends the process and waits for it. */
    @Override
    public void close() {
        Optional<ProcessHandle> process =
                ProcessHandle.of(description.path("pid").asLong(-1)).filter(SandboxProcess::isJava);
        process.ifPresent(running -> {
            running.destroy();
            try {
                running.onExit().get(5, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stays) {
                running.destroyForcibly();
            }
        });
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().map(command -> command.endsWith("java")).orElse(false);
    }

    private String base() {
        return "http://127.0.0.1:" + description.path("port").asInt();
    }

    private static Process spawn(Path folder, int port) throws IOException {
        List<String> command = new ArrayList<>();
        Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .ifPresent(command::add);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(cache());
        command.addAll(List.of(
                "-cp",
                program(),
                "io.cardport.simulators.Simulators",
                "--data",
                folder.toString(),
                "--port",
                Integer.toString(port)));
        File log = folder.resolve("log").toFile();
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /** A class path; ./cardport knows where the simulators were built, and the gateway depends on nothing of theirs. */
    private static String program() {
        String given = System.getProperty("io.cardport.simulators.jar", "");
        if (!given.isEmpty()) {
            return given;
        }
        throw new StartRefused("The simulated issuers are not part of this installation; give --no-sandbox.");
    }

    /** What ./cardport let a JVM write down for a quicker start of this one; it is taken or not, without a word. */
    private static List<String> cache() {
        return Stream.of(System.getProperty("io.cardport.simulators.cache", ""))
                .filter(file -> !file.isEmpty() && Files.isReadable(Path.of(file)))
                .flatMap(file -> Stream.of("-XX:AOTCache=" + file, "-Xlog:aot*=off"))
                .toList();
    }

    private static JsonNode awaitHealth(Path folder, int port, Process process)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        int ended = 0;
        while (System.nanoTime() < end) {
            Optional<JsonNode> described = description(folder, port).filter(known -> isHealthy(port));
            if (described.isPresent()) {
                return described.get();
            }
            // Another one of this folder may have been starting: then ours ends at once and that one becomes healthy.
            if (process.waitFor(40, TimeUnit.MILLISECONDS) && ++ended > 50) {
                throw new IOException("ended");
            }
            Thread.sleep(10);
        }
        process.destroyForcibly();
        throw new IOException("not healthy");
    }

    /** What the live process wrote; nothing while there is only an earlier one's file. */
    private static Optional<JsonNode> description(Path folder, int port) throws IOException {
        Path file = folder.resolve("simulators.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode described = JSON.readTree(file.toFile());
        return ProcessHandle.of(described.path("pid").asLong(-1))
                .filter(ProcessHandle::isAlive)
                .filter(process -> described.path("port").asInt() == port)
                .map(process -> described);
    }

    private static int port(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve("simulators.port");
        Optional<String> known = DataFolder.readIfThere(file);
        if (known.isPresent()) {
            int port = Integer.parseInt(known.get());
            if (isHealthy(port) || isFree(port)) {
                return port;
            }
        }
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DataFolder.writePrivate(file, Integer.toString(probe.getLocalPort()));
            return probe.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean isHealthy(int port) {
        try {
            return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_control/health"))
                            .GET())
                    == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            return client.send(request.timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
