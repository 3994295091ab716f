package io.cardport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A second process of the simulated issuers with the gateway's options, called directly. It can't be the gateway's own:
 * UQPAY lets one token live at a time (section 1.2), and two callers would end each other's.
 */
final class DirectIssuer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long POLL_MILLIS = 50;

    private final Process process;
    private final JsonNode issuer;
    private final String token;
    private final String holder;
    private final AtomicLong count = new AtomicLong();

    private DirectIssuer(Process process, JsonNode issuer) throws IOException {
        this.process = process;
        this.issuer = issuer;
        Map<String, String> credentials = Map.of(
                "x-client-id", issuer.path("clientId").asText(),
                "x-api-key", issuer.path("apiKey").asText());
        this.token = call("/v1/connect/token", credentials, new byte[0])
                .path("auth_token")
                .asText();
        ObjectNode person = JSON.createObjectNode()
                .put("email", "bench@example.com")
                .put("first_name", "Ada")
                .put("last_name", "Example")
                .put("country_code", "SG")
                .put("phone_number", "81234567");
        this.holder = call("/v1/issuing/cardholders", headers(), bytes(person))
                .path("cardholder_id")
                .asText();
    }

    /**
     * Starts it.
     *
     * @param jar of the simulators
     * @param data an empty folder for its state
     * @return the running issuer with a token and an approved cardholder
     */
    static DirectIssuer start(Path jar, Path data) throws IOException, InterruptedException {
        Files.createDirectories(data);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        "0"))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile())
                .start();
        try {
            Path description = data.resolve("simulators.json");
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (!Files.exists(description)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("The simulated issuers did not start; see " + data.resolve("log"));
                }
                Thread.sleep(POLL_MILLIS);
            }
            return new DirectIssuer(process, JSON.readTree(description.toFile()).path("uqpay"));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    URI url() {
        return URI.create(issuer.path("baseUrl").asText() + "/v1/issuing/cards");
    }

    /** Requests for new cards as the gateway makes them. */
    Supplier<Shot> cards() {
        return cardsBy(url());
    }

    /** The same requests, made to somebody who passes them on. */
    Supplier<Shot> cardsBy(URI other) {
        return () -> {
            ObjectNode body = JSON.createObjectNode()
                    .put("card_currency", "USD")
                    .put("cardholder_id", holder)
                    .put("card_product_id", issuer.path("products").path(0).asText());
            body.putObject("metadata").put("cardport_operation", "op_bench" + count.get());
            return Shot.post(other, headers(), bytes(body));
        };
    }

    private Map<String, String> headers() {
        return Map.of(
                "x-auth-token", "Bearer " + token,
                "x-client-id", issuer.path("clientId").asText(),
                "x-idempotency-key", "00000000-0000-4000-8000-%012x".formatted(count.incrementAndGet()));
    }

    private JsonNode call(String path, Map<String, String> headers, byte[] body) throws IOException {
        URI url = URI.create(issuer.path("baseUrl").asText() + path);
        try (KeptConnection connection = new KeptConnection(url)) {
            KeptConnection.Reply reply = connection.exchange(Shot.post(url, headers, body));
            if (reply.status() / 100 != 2) {
                throw new IOException(path + " answered " + reply.status() + ": " + reply.text());
            }
            return JSON.readTree(reply.body());
        }
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
