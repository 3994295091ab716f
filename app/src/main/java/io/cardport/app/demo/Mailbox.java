package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A distributor's receiver for the time of a run: an endpoint on this machine that checks and prints every delivery, and
 * that is removed in the end. Only the sandbox takes such an address.
 */
final class Mailbox implements AutoCloseable {
    private static final String ENDPOINTS = "/v1/webhook-endpoints";
    private static final List<String> BOTH = List.of("v1", "v1a");

    private final Api api;
    private final Stage stage;
    private final HttpServer server;
    private final List<JsonNode> taken = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private volatile Optional<Endpoint> endpoint = Optional.empty();

    private record Endpoint(String path, SignatureCheck check) {}

    private Mailbox(Api api, Stage stage, HttpServer server) {
        this.api = api;
        this.stage = stage;
        this.server = server;
    }

    /** Opens it where the gateway can reach it, and says so where it can't. */
    static Mailbox open(Api api, Stage stage, String key) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new StepFailed("No port is left to receive deliveries at", MissingNode.getInstance());
        }
        Mailbox mailbox = new Mailbox(api, stage, server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", mailbox::receive);
        server.start();
        mailbox.register(key);
        return mailbox;
    }

    private void register(String key) {
        if (!api.isOnThisMachine()) {
            stage.line("The gateway is on another machine: no deliveries are shown.");
            return;
        }
        var body = Api.JSON
                .createObjectNode()
                .put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/events")
                .put("description", "./cardport demo");
        body.putArray("eventTypes").add("*");
        JsonNode keys = api.get("/.well-known/jwks.json").expect(200).body();
        Reply made = api.post(ENDPOINTS, body, key);
        if (made.status() == 422) {
            stage.line("Without the sandbox no endpoint may be on this machine: no deliveries are shown.");
            return;
        }
        made.expect(201);
        endpoint = Optional.of(
                new Endpoint(ENDPOINTS + "/" + made.text("id"), new SignatureCheck(made.text("secret"), keys)));
    }

    boolean isOpen() {
        return endpoint.isPresent();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var delivery = new SignatureCheck.Delivery(
                    Optional.ofNullable(headers.getFirst("webhook-id")).orElse(""),
                    Optional.ofNullable(headers.getFirst("webhook-timestamp")).orElse(""),
                    Optional.ofNullable(headers.getFirst("webhook-signature")).orElse(""),
                    exchange.getRequestBody().readAllBytes());
            if (endpoint.isEmpty()) {
                // Faster than the answer that tells the secret: it comes again.
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            List<String> right = endpoint.get().check().right(delivery);
            JsonNode event = Api.JSON.readTree(delivery.body());
            take(delivery, right, event);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void take(SignatureCheck.Delivery delivery, List<String> right, JsonNode event) {
        boolean genuine = right.equals(BOTH) && event.path("id").asText().equals(delivery.id());
        synchronized (taken) {
            if (genuine) {
                taken.add(event);
            } else {
                wrong.add(delivery.id() + ": right is " + right);
            }
        }
        stage.arrived("→ delivery %-26s %s, version %d, %s"
                .formatted(
                        event.path("type").asText(),
                        event.path("subject").path("id").asText(),
                        event.path("version").asInt(),
                        genuine ? "v1 and v1a are right" : "NOT GENUINE"));
    }

    /** The versions that genuine deliveries about a resource have told so far, without repeats, in the order they came. */
    List<Integer> versions(String subject) {
        synchronized (taken) {
            if (!wrong.isEmpty()) {
                throw new StepFailed("A delivery was not genuine: " + wrong.getFirst(), MissingNode.getInstance());
            }
            return taken.stream()
                    .filter(event -> event.path("subject").path("id").asText().equals(subject))
                    .map(event -> event.path("version").asInt())
                    .distinct()
                    .toList();
        }
    }

    /** Removes the endpoint; a run that leaves one behind has not come out right. */
    @Override
    public void close() {
        try {
            endpoint.ifPresent(there -> api.delete(there.path()).expect(204));
        } finally {
            server.stop(0);
        }
    }
}
