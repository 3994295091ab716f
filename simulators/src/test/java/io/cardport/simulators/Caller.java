package io.cardport.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A plain HTTP client of a simulated issuer, knowing its documents and nothing else. */
public final class Caller {

    public record Reply(int status, ObjectNode body, Map<String, String> headers) {

        public String text(String name) {
            return body.path(name).asText();
        }
    }

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;
    private final Map<String, String> headers;

    public Caller(String base, Map<String, String> headers) {
        this.base = base;
        this.headers = new LinkedHashMap<>(headers);
    }

    public static Caller uqpay(Simulators simulators) {
        String token = token(simulators).text("auth_token");
        return new Caller(simulators.uqpay().url(), Map.of("x-auth-token", "Bearer " + token));
    }

    public static Reply token(Simulators simulators) {
        Map<String, String> headers = Map.of(
                "x-client-id", simulators.uqpay().credential("clientId"),
                "x-api-key", simulators.uqpay().credential("apiKey"));
        return new Caller(simulators.uqpay().url(), headers).post("/v1/connect/token", Json.object());
    }

    public static Caller netpay(Simulators simulators) {
        Map<String, String> headers = Map.of(
                "X-Api-Key", simulators.netpay().credential("apiKey"),
                "X-Access-Key", simulators.netpay().credential("accessKey"));
        return new Caller(simulators.netpay().url(), headers);
    }

    public Caller with(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Caller(base, all);
    }

    public Reply get(String path) {
        return send("GET", path, new byte[0], "application/json");
    }

    public Reply post(String path, ObjectNode body) {
        return send("POST", path, Json.bytes(body), "application/json");
    }

    public Reply post(String path, String json) {
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    public Reply send(String method, String path, byte[] body, String type) {
        try {
            return exchange(method, path, body, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Reply exchange(String method, String path, byte[] body, String type) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (method.equals("POST") && base.contains("/uqpay/") && !headers.containsKey("x-idempotency-key")) {
            request.header("x-idempotency-key", UUID.randomUUID().toString());
        }
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            var flat = new LinkedHashMap<String, String>();
            response.headers().map().forEach((name, values) -> flat.put(name, values.getFirst()));
            return new Reply(
                    response.statusCode(), Json.parseObject(response.body()).orElseGet(Json::object), flat);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for what is bound to come; ten seconds are for loaded machines. */
    public static <T> T eventually(Supplier<T> read, Predicate<T> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        T value = read.get();
        while (!wanted.test(value) && System.nanoTime() < end) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            value = read.get();
        }
        return value;
    }

    public static String field(JsonNode node, String name) {
        return node.path(name).asText();
    }
}
