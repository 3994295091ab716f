package io.cardport.simulators.offblocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.cardport.simulators.Caller;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.WebhookMode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffblocksWebhookTest extends OffblocksFixture {

    private record Delivery(byte[] body, String input, String signature, String digest, String type) {

        private ObjectNode json() {
            return Json.parseObject(body).orElseThrow();
        }

        private String of(String name) {
            return json().path(name).asText();
        }

        private String keyId() {
            return input.replaceAll(".*keyid=\"([^\"]+)\".*", "$1");
        }
    }

    private final List<Delivery> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer receiver;
    private String url = "";

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (InputStream in = exchange.getRequestBody()) {
                var headers = exchange.getRequestHeaders();
                received.add(new Delivery(
                        in.readAllBytes(),
                        String.valueOf(headers.getFirst("Signature-Input")),
                        String.valueOf(headers.getFirst("Signature")),
                        String.valueOf(headers.getFirst("Content-Digest")),
                        String.valueOf(headers.getFirst("Content-Type"))));
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        receiver.start();
        url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks?x=1";
    }

    @AfterEach
    void silence() {
        receiver.stop(0);
    }

    private void subscribe(String... types) {
        ObjectNode body = Json.object().put("callbackUrl", url);
        List.of(types).forEach(body.putArray("types")::add);
        assertThat(api.put("/webhooks", body).status()).isEqualTo(200);
    }

    private void await(int count) {
        assertThat(Caller.eventually(received::size, n -> n >= count)).isGreaterThanOrEqualTo(count);
    }

    private PublicKey providerKey() throws GeneralSecurityException {
        String pem = new String(
                Base64.getDecoder().decode(api.get("/webhooks/key").text("publicKey")), StandardCharsets.US_ASCII);
        byte[] der = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    }

    /** Put together by hand from the headers that came. */
    private boolean signed(Delivery delivery, PublicKey key) throws GeneralSecurityException {
        String parameters = delivery.input().substring("sig1=".length());
        var base = new StringBuilder("\"@method\": POST\n\"@target-uri\": " + url + "\n");
        if (parameters.contains("content-digest")) {
            base.append("\"content-digest\": ").append(delivery.digest()).append('\n');
        }
        base.append("\"content-type\": ").append(delivery.type()).append('\n');
        base.append("\"@signature-params\": ").append(parameters);
        Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update(base.toString().getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getDecoder().decode(delivery.signature().replaceAll("^sig1=:|:$", "")));
    }

    @Test
    void changesAreToldFlatAndSigned() throws GeneralSecurityException {
        subscribe("card.updated");
        String card = card("a");
        await(1);
        Delivery told = received.getFirst();
        assertThat(told.of("webhookType")).isEqualTo("card.updated");
        assertThat(told.of("id")).isEqualTo(card);
        assertThat(told.of("status")).isEqualTo("active");
        assertThat(told.of("eventId")).hasSize(36);
        assertThat(told.of("maskedPan")).startsWith("411111");
        assertThat(new String(told.body(), StandardCharsets.UTF_8)).doesNotContain("\"_");
        assertThat(told.input())
                .matches("sig1=\\(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\"\\)"
                        + ";created=\\d+;keyid=\"[-0-9a-f]{36}\";alg=\"ecdsa-p384-sha384\"");
        assertThat(told.keyId()).isEqualTo(api.get("/webhooks/key").text("keyId"));
        assertThat(told.digest()).isEqualTo(SignedCaller.digest("sha-256", "SHA-256", told.body()));
        assertThat(signed(told, providerKey())).isTrue();
        api.write("PATCH", "/cards/" + card + "/deactivate");
        api.write("PATCH", "/cards/" + card + "/activate");
        await(3);
        // The clock stood still, and yet the order can be told.
        assertThat(received.stream().map(d -> Instant.parse(d.of("updatedAt"))).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(received.stream().map(d -> d.of("status")).toList()).containsExactly("active", "inactive", "active");
    }

    @Test
    void subscriptionsAreListedChangedAndRemoved() {
        subscribe("card.updated", "customer.updated");
        var one = api.get("/webhooks").body().path(0);
        String path = "/webhooks/" + one.path("id").asText();
        assertThat(api.get(path).text("callbackUrl")).isEqualTo(url);
        ObjectNode change = Json.object().put("id", one.path("id").asText()).put("callbackUrl", url);
        change.putArray("types").add("account.updated");
        assertThat(api.put("/webhooks", change).body().path("types")).hasSize(1);
        account("a");
        await(1);
        assertThat(received.getFirst().of("webhookType")).isEqualTo("account.updated");
        assertThat(api.put("/webhooks", change.put("callbackUrl", "nowhere")).status())
                .isEqualTo(400);
        change.put("callbackUrl", url).putArray("types").add("card.made");
        assertThat(api.put("/webhooks", change).status()).isEqualTo(400);
        assertThat(api.write("DELETE", path).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(404);
    }

    @Test
    void everyKindIsToldToTheAddressOfControl() {
        simulators.offblocks().webhookUrl(url);
        String card = card("a");
        control("/cards/" + card + "/authorisation", Json.object().put("amount", "5"));
        pass(1);
        await(10);
        assertThat(received.stream().map(d -> d.of("webhookType")).distinct().toList())
                .containsExactlyInAnyOrder(
                        "customer.updated",
                        "account.updated",
                        "card.updated",
                        "authorisation.updated",
                        "transaction.updated");
    }

    @Test
    void webhooksGoWrongAsTold() throws GeneralSecurityException {
        subscribe("card.updated");
        String path = "/cards/" + card("a");
        await(1);
        PublicKey key = providerKey();
        simulators.offblocks().webhooks(WebhookMode.FORGE, 1);
        api.write("PATCH", path + "/deactivate");
        await(2);
        assertThat(signed(received.get(1), key)).isFalse();
        simulators.offblocks().webhooks(WebhookMode.WRONG_DIGEST, 1);
        api.write("PATCH", path + "/activate");
        await(3);
        Delivery digest = received.get(2);
        assertThat(signed(digest, key)).isTrue();
        assertThat(digest.digest()).isNotEqualTo(SignedCaller.digest("sha-256", "SHA-256", digest.body()));
        simulators.offblocks().webhooks(WebhookMode.MISSING_COMPONENT, 1);
        api.write("PATCH", path + "/deactivate");
        await(4);
        assertThat(received.get(3).input()).doesNotContain("content-digest");
        assertThat(signed(received.get(3), key)).isTrue();
        simulators.offblocks().webhooks(WebhookMode.STALE, 1);
        api.write("PATCH", path + "/activate");
        await(5);
        long now = simulators.clock().instant().getEpochSecond();
        assertThat(received.get(4).input()).contains("created=" + (now - 600) + ";");
        assertThat(signed(received.get(4), key)).isTrue();
        simulators.offblocks().webhooks(WebhookMode.DUPLICATE, 1);
        api.write("DELETE", path);
        await(7);
        assertThat(received.get(5).of("eventId")).isEqualTo(received.get(6).of("eventId"));
    }

    @Test
    void theKeyIsRotatedAndAnythingCanBeTold() throws GeneralSecurityException {
        subscribe("card.updated");
        PublicKey former = providerKey();
        String formerId = api.get("/webhooks/key").text("keyId");
        simulators.offblocks().call("POST", "/webhooks/rotate-key", Json.object());
        assertThat(providerKey()).isNotEqualTo(former);
        ObjectNode event = Json.object().put("webhookType", "card.updated").put("subject", "s");
        event.putObject("data").put("id", "s").put("status", "melted").put("eventId", "e-1");
        control("/events", event);
        await(1);
        Delivery told = received.getFirst();
        assertThat(told.of("status")).isEqualTo("melted");
        assertThat(told.of("eventId")).isEqualTo("e-1");
        assertThat(told.keyId()).isNotEqualTo(formerId);
        assertThat(signed(told, former)).isFalse();
        assertThat(signed(told, providerKey())).isTrue();
    }

    @Test
    void whatIsNotTakenComesAgain() {
        simulators.offblocks().set("webhook-retry-base-ms", 10);
        subscribe("customer.updated");
        status.set(500);
        customer("a");
        await(3);
        status.set(200);
        pass(1);
        Caller.eventually(
                () -> simulators
                        .offblocks()
                        .call("GET", "/webhooks", Json.object())
                        .path("waiting")
                        .asInt(),
                n -> n == 0);
        assertThat(received.stream().map(d -> d.of("eventId")).distinct()).hasSize(3);
        assertThat(received).hasSizeGreaterThan(3);
    }
}
