package io.cardport.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The gateway's HTTP interface as any client would call it. Safe for use by many threads. */
final class Api implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PROBE = Duration.ofSeconds(3);

    private final Access access;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Api(Access access) {
        this.access = access;
    }

    /** Whether a ready gateway listens there. */
    static boolean answers(URI url) {
        try (HttpClient probe = HttpClient.newBuilder().connectTimeout(PROBE).build()) {
            HttpRequest ready = HttpRequest.newBuilder(url.resolve("/health/readiness"))
                    .timeout(PROBE)
                    .build();
            return probe.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | IllegalArgumentException away) {
            return false;
        } catch (InterruptedException interrupted) {
            throw stopped();
        }
    }

    Reply get(String path) {
        return send("GET " + path, distributor(path).GET());
    }

    Reply post(String path, JsonNode body, String key) {
        return send(
                "POST " + path,
                distributor(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    Reply post(String path, MultipartBody body, String key) {
        return send(
                "POST " + path,
                distributor(path)
                        .header("Content-Type", body.contentType())
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofByteArray(body.bytes())));
    }

    Reply put(String path, JsonNode body, String key) {
        return send(
                "PUT " + path,
                distributor(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .PUT(BodyPublishers.ofString(body.toString())));
    }

    Reply delete(String path) {
        return send("DELETE " + path, distributor(path).DELETE());
    }

    /** Whether the gateway can call back to a loopback address of ours. */
    boolean isOnThisMachine() {
        String host = Objects.toString(access.url().getHost(), "");
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    /** A call to the admin API; nothing without an admin's token. */
    Optional<Reply> admin(String path) {
        return access.adminToken()
                .map(token -> send(
                        "GET " + path,
                        HttpRequest.newBuilder(access.url().resolve(path))
                                .timeout(TIMEOUT)
                                .header("Authorization", "Bearer " + token)
                                .GET()));
    }

    /** A call to another server that speaks JSON and asks for no credentials. */
    Reply elsewhere(URI url, JsonNode body) {
        return send(
                "POST " + url.getPath(),
                HttpRequest.newBuilder(url)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder distributor(String path) {
        return HttpRequest.newBuilder(access.url().resolve(path))
                .timeout(TIMEOUT)
                .header("X-Api-Key", access.apiKey())
                .header("X-Access-Key", access.accessKey())
                .header("Accept", "application/json, application/problem+json");
    }

    private Reply send(String call, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(call, answer.statusCode(), answer.headers(), json(call, answer.body()));
        } catch (IOException away) {
            throw new StepFailed(
                    call + " got no answer (" + away.getClass().getSimpleName() + ")", MissingNode.getInstance());
        } catch (InterruptedException interrupted) {
            throw stopped();
        }
    }

    private static JsonNode json(String call, byte[] body) throws IOException {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new StepFailed(call + " did not answer JSON", MissingNode.getInstance());
        }
    }

    private static StepFailed stopped() {
        Thread.currentThread().interrupt();
        return new StepFailed("Interrupted", MissingNode.getInstance());
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
