package io.cardport.bananatech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.issuing.GivenSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a test wrote down, encrypted as section 2.3 says, and keeps what it was asked. */
final class StubIssuer implements AutoCloseable {
    static final String MERCHANT = "3f1d2c5e-8a4b-4c6d-9e7f-0123456789ab";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final BananatechProvider provider;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** A request as it arrived and as it was meant. */
    record Asked(String path, String merchant, String mac, String payload, JsonNode content) {}

    private record Answer(int status, String body) {}

    StubIssuer() {
        this(Map.of());
    }

    StubIssuer(Map<String, String> settings) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        server.createContext("/", this::answer);
        server.start();
        Map<String, String> texts = new ConcurrentHashMap<>(settings);
        texts.put("merchant-id", MERCHANT);
        texts.put("secret", Deliveries.SECRET);
        var given = new GivenSettings(
                "bananatech-test",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(5),
                texts,
                Map.of());
        var surroundings = new Surroundings(SettableClock.at("2026-04-10T10:00:00Z"), Surroundings.Lent.NOTHING);
        provider = switch (new BananatechModule().build(given, surroundings)) {
            case Built.Ready(BananatechProvider ready) -> ready;
            case Built.Ready other -> throw new AssertionError(other);
            case Built.Misconfigured wrong -> throw new AssertionError(wrong);
        };
    }

    BananatechProvider provider() {
        return provider;
    }

    /** The next answer of a path, sealed. */
    StubIssuer next(String path, int status, String content) {
        String payload = Deliveries.payload(content);
        return nextRaw(
                path,
                status,
                "{\"encrypted_payload\":\"" + payload + "\",\"hmac\":\"" + Deliveries.mac(payload) + "\"}");
    }

    StubIssuer nextRaw(String path, int status, String body) {
        answers.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>()).add(new Answer(status, body));
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    JsonNode last() {
        return asked.getLast().content();
    }

    @Override
    public void close() {
        provider.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            JsonNode envelope = MAPPER.readTree(exchange.getRequestBody());
            String payload = envelope.path("encrypted_payload").asText();
            asked.add(new Asked(
                    path,
                    exchange.getRequestHeaders().getFirst("Merchant-ID"),
                    exchange.getRequestHeaders().getFirst("X-HMAC"),
                    payload,
                    MAPPER.readTree(Deliveries.opened(payload))));
            Queue<Answer> left = answers.getOrDefault(path, new ConcurrentLinkedQueue<>());
            Answer answer = left.isEmpty() ? new Answer(599, "{}") : left.remove();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
