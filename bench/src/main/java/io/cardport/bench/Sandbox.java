package io.cardport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The sandbox's UQPAY account made ready for load: an approved cardholder and a product whose cards take no money. */
final class Sandbox {
    private static final String PROVIDER = "uqpay-sim";
    private static final int APPROVAL_TRIES = 300;
    private static final long PAUSE_MILLIS = 100;

    private final GatewayUnderTest gateway;
    private final Map<String, String> headers;
    private final JsonNode issuer;

    private Sandbox(GatewayUnderTest gateway) throws IOException {
        this.gateway = gateway;
        this.headers = gateway.distributor();
        this.issuer = gateway.simulators().path("uqpay");
    }

    /**
     * Who is to get cards.
     *
     * @param holder an approved cardholder
     * @param product the product of its cards
     */
    record Ready(String holder, String product) {}

    static Sandbox of(GatewayUnderTest gateway) throws IOException {
        return new Sandbox(gateway);
    }

    JsonNode issuer() {
        return issuer;
    }

    /** A cardholder of this run, approved. */
    Ready ready() throws IOException, InterruptedException {
        JsonNode product = sharedProduct();
        String mark = HexFormat.of().formatHex(new SecureRandom().generateSeed(6));
        ObjectNode person = GatewayUnderTest.JSON
                .createObjectNode()
                .put("provider", PROVIDER)
                .put("productId", product.path("id").asText())
                .put("type", "INDIVIDUAL")
                .put("email", "bench." + mark + "@example.com")
                .put("firstName", "Ada")
                .put("lastName", "Example")
                .put("country", "SG")
                .put("mobile", "8" + (1_000_000 + Integer.parseInt(mark.substring(0, 6), 16) % 9_000_000));
        String holder = send("/v1/cardholders", person, "bench-holder-" + mark)
                .path("id")
                .asText();
        for (int attempt = 0; attempt < APPROVAL_TRIES; attempt++) {
            if (get("/v1/cardholders/" + holder + "/status?productId="
                            + product.path("id").asText())
                    .path("canIssueCard")
                    .asBoolean()) {
                return new Ready(holder, product.path("id").asText());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException("the cardholder was not approved");
    }

    /** One card of this run; its id at the issuer, as soon as it is known. */
    String cardAtIssuer(Ready ready) throws IOException, InterruptedException {
        String key = HexFormat.of().formatHex(new SecureRandom().generateSeed(8));
        String card = send("/v1/cards", cardBody(ready), key).path("id").asText();
        for (int attempt = 0; attempt < APPROVAL_TRIES; attempt++) {
            JsonNode seen = get("/v1/cards/" + card);
            if (seen.path("status").asText().equals("ACTIVE")) {
                return seen.path("providerReference").asText();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException("the card did not become active");
    }

    static ObjectNode cardBody(Ready ready) {
        return GatewayUnderTest.JSON
                .createObjectNode()
                .put("cardholderId", ready.holder())
                .put("productId", ready.product())
                .put("type", "VIRTUAL")
                .put("currency", "USD");
    }

    /** The distributor's headers with one key. */
    Map<String, String> keyed(String key) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Idempotency-Key", key);
        return all;
    }

    private JsonNode sharedProduct() throws IOException {
        for (JsonNode product : get("/v1/products?provider=" + PROVIDER).path("data")) {
            boolean virtual = product.path("cardTypes").toString().contains("VIRTUAL");
            if (virtual
                    && product.path("initialLoad").asText().equals("NONE")
                    && product.path("requiredFields").isEmpty()) {
                return product;
            }
        }
        throw new IOException(PROVIDER + " offers no product whose cards take no money");
    }

    private JsonNode get(String path) throws IOException {
        try (KeptConnection connection = new KeptConnection(gateway.url())) {
            return read(connection.exchange(Shot.get(gateway.url().resolve(path), headers)));
        }
    }

    private JsonNode send(String path, ObjectNode body, String key) throws IOException {
        try (KeptConnection connection = new KeptConnection(gateway.url())) {
            return read(connection.exchange(Shot.post(gateway.url().resolve(path), keyed(key), bytes(body))));
        }
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode read(KeptConnection.Reply reply) throws IOException {
        if (reply.status() / 100 != 2) {
            throw new IOException("answered " + reply.status() + ": " + reply.text());
        }
        return GatewayUnderTest.JSON.readTree(reply.body());
    }
}
