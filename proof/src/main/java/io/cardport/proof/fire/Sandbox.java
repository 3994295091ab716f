package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a sandbox keeps in its data folder, and the control of its simulated issuers. Safe for many threads. */
final class Sandbox {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Sandbox(Path data) {
        this.data = data;
    }

    /** The variables of {@code credentials.env}. */
    Map<String, String> credentials() throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("credentials.env"))) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    private JsonNode described() {
        try {
            return JSON.readTree(data.resolve("simulators/simulators.json").toFile());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What an issuer gave the gateway to know it by. */
    String credential(Issuer issuer, String name) {
        return described().path(issuer.simulator()).path(name).asText();
    }

    /** Everything an issuer keeps. */
    JsonNode state(Issuer issuer) {
        return control(issuer, "/state", Optional.empty());
    }

    /** How many webhooks an issuer still has to send. */
    int webhooksWaiting(Issuer issuer) {
        return control(issuer, "/webhooks", Optional.empty()).path("waiting").asInt();
    }

    /** The short time after which a webhook that failed is sent again. */
    void repeatWebhooksSoon() {
        for (Issuer issuer : Issuer.values()) {
            repeatWebhooksAfter(issuer, issuer.retryMillis());
        }
    }

    /** The first wait of an issuer before it repeats a webhook; the others, and when it gives up, follow from it. */
    void repeatWebhooksAfter(Issuer issuer, int millis) {
        control(issuer, "/settings", Optional.of(JSON.createObjectNode().put("webhook-retry-base-ms", millis)));
    }

    /** A control call; what it answers, or a missing node where the issuer refuses. */
    JsonNode control(Issuer issuer, String path, Optional<JsonNode> body) {
        URI url = URI.create(described().path("url").asText() + "/_control/" + issuer.simulator() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60));
        body.ifPresent(json -> request.POST(HttpRequest.BodyPublishers.ofString(json.toString())));
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() / 100 == 2
                    ? JSON.readTree(answer.body())
                    : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        } catch (IOException away) {
            throw new UncheckedIOException("The simulated issuers do not answer", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A connection to the gateway's database. */
    Connection database() throws SQLException {
        try {
            String port = Files.readString(data.resolve("pg.port")).strip();
            String password = Files.readString(data.resolve("pg.password")).strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/cardport?ApplicationName=proof", "cardport", password);
        } catch (IOException unreadable) {
            throw new SQLException(unreadable);
        }
    }

    /** The process id of the embedded server. */
    Optional<ProcessHandle> postmaster() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("pg/postmaster.pid"))
                            .getFirst()
                            .strip()))
                    .filter(ProcessHandle::isAlive);
        } catch (IOException | RuntimeException notThere) {
            return Optional.empty();
        }
    }

    /** Ends what a run left: the issuers and the server are processes of their own. */
    void sweep() {
        client.shutdownNow();
        if (Files.exists(data.resolve("simulators/simulators.json"))) {
            ProcessHandle.of(described().path("pid").asLong(-1))
                    .filter(one -> one.info().command().orElse("").endsWith("java"))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
        postmaster().ifPresent(Sandbox::endServer);
    }

    private static void endServer(ProcessHandle postmaster) {
        // SIGTERM would wait for connections that nobody closes any more.
        postmaster.descendants().forEach(ProcessHandle::destroy);
        postmaster.destroyForcibly();
    }
}
