package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The API of one or more gateways as a distributor calls it; each request goes to the next of them. Safe for many threads. */
final class Door implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<URI> nodes;
    private final Map<String, String> credentials;
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /**
     * A door.
     *
     * @param nodes the gateways' addresses
     * @param credentials the variables of {@code credentials.env}
     */
    Door(List<URI> nodes, Map<String, String> credentials) {
        this.nodes = List.copyOf(nodes);
        this.credentials = credentials;
    }

    /**
     * A write.
     *
     * @param key its Idempotency-Key
     * @param path with a leading slash
     * @param body JSON
     */
    record Ask(String key, String path, String body) {}

    Answer get(String path) {
        return exchange(request(path).GET());
    }

    Answer ask(Ask ask) {
        return exchange(request(ask.path())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", ask.key())
                .POST(HttpRequest.BodyPublishers.ofString(ask.body())));
    }

    Answer put(Ask ask) {
        return exchange(request(ask.path())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", ask.key())
                .PUT(HttpRequest.BodyPublishers.ofString(ask.body())));
    }

    /** A call to the admin API, with a body where there is one. */
    JsonNode admin(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(node().resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + credentials.getOrDefault("CARDPORT_ADMIN_TOKEN", ""))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode());
        }
        return Sandbox.JSON.readTree(answer.body());
    }

    /** The sum of a gateway's counters of one name, since it was started. */
    long counted(URI node, String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/metrics"))
                .timeout(TIMEOUT)
                .GET()
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private URI node() {
        return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(node().resolve(path))
                .timeout(TIMEOUT)
                .header("X-Api-Key", credentials.getOrDefault("CARDPORT_API_KEY", ""))
                .header("X-Access-Key", credentials.getOrDefault("CARDPORT_ACCESS_KEY", ""));
    }

    private Answer exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean again = answer.headers()
                    .firstValue("Idempotency-Replayed")
                    .filter("true"::equals)
                    .isPresent();
            return new Answer.Given(answer.statusCode(), answer.body(), again ? Answer.Told.AGAIN : Answer.Told.FIRST);
        } catch (IOException cut) {
            return new Answer.None();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer.None();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
