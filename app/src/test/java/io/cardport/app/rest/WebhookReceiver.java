package io.cardport.app.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A distributor's receiver, on real HTTP; each path answers what it was told to, 204 unless told. */
final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CountDownLatch NOT_HELD = new CountDownLatch(0);

    private final HttpServer server;
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What came. */
    record Request(String path, String id, String timestamp, String signature, byte[] body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
    }

    WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            String path = exchange.getRequestURI().getPath();
            requests.add(new Request(
                    path,
                    String.valueOf(headers.getFirst("webhook-id")),
                    String.valueOf(headers.getFirst("webhook-timestamp")),
                    String.valueOf(headers.getFirst("webhook-signature")),
                    exchange.getRequestBody().readAllBytes()));
            held.getOrDefault(path, NOT_HELD).await();
            exchange.sendResponseHeaders(answers.getOrDefault(path, 204), -1);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void answer(String path, int status) {
        answers.put(path, status);
    }

    /** Holds answers back until the latch opens. */
    void hold(String path, CountDownLatch until) {
        held.put(path, until);
    }

    List<Request> at(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
