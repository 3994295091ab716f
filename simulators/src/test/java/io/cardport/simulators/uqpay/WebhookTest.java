package io.cardport.simulators.uqpay;

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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest extends UqpayFixture {

    private record Delivery(byte[] body, String timestamp, String signature) {

        private ObjectNode json() {
            return Json.parseObject(body).orElseThrow();
        }

        private String type() {
            return json().path("event_type").asText();
        }
    }

    private final List<Delivery> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hooks", exchange -> {
            try (InputStream in = exchange.getRequestBody()) {
                var headers = exchange.getRequestHeaders();
                received.add(new Delivery(
                        in.readAllBytes(),
                        String.valueOf(headers.getFirst("x-wk-timestamp")),
                        String.valueOf(headers.getFirst("x-wk-signature"))));
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        receiver.start();
        simulators
                .uqpay()
                .webhookUrl("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks");
    }

    @AfterEach
    void silence() {
        receiver.stop(0);
    }

    @Test
    void theLifeOfACardIsToldInOrder() {
        String card = prepaid(1);
        await(1);
        api.post("/v1/issuing/cards/" + card + "/recharge", Json.object().put("amount", 5));
        pass(1);
        await(2);
        api.post("/v1/issuing/cards/" + card + "/status", Json.object().put("card_status", "FROZEN"));
        pass(1);
        await(3);
        assertThat(types())
                .containsExactly("card.create.succeeded", "card.recharge.succeeded", "card.status.update.succeeded");
        ObjectNode created = received.getFirst().json();
        assertThat(created.path("version").asText()).isEqualTo("V1.6.0");
        assertThat(created.path("event_name").asText()).isEqualTo("ISSUING");
        assertThat(created.path("event_id").asText()).hasSize(36);
        assertThat(created.path("source_id").asText())
                .isEqualTo(simulators
                        .uqpay()
                        .state()
                        .path("orders")
                        .path(0)
                        .path("card_order_id")
                        .asText());
        var data = created.path("data");
        assertThat(data.path("card_number").asText()).matches("40963608\\*{4}\\d{4}");
        assertThat(data.path("card_available_balance").isTextual()).isTrue();
        assertThat(data.path("spending_limits").isArray()).isTrue();
        assertThat(data.path("risk_control").path("allow_3ds_transactions").asText())
                .isEqualTo("Y");
        assertThat(received.get(2).json().path("data").path("card_status").asText())
                .isEqualTo("FROZEN");
    }

    @Test
    void deliveriesAreSignedOverBodyAndTimestamp() {
        prepaid(1);
        await(1);
        Delivery delivery = received.getFirst();
        assertThat(delivery.timestamp())
                .isEqualTo(Long.toString(NOW.plusSeconds(1).toEpochMilli()));
        assertThat(delivery.signature())
                .isEqualTo(Signature.sign(
                        delivery.body(),
                        delivery.timestamp(),
                        simulators.uqpay().credential("webhookSecret")));
    }

    @Test
    void decisionsAboutHoldersAreTold() {
        api.post("/v1/issuing/cardholders", verifiable(1));
        pass(2);
        await(1);
        assertThat(types()).containsExactly("cardholder.kyc.status_changed");
        assertThat(received.getFirst()
                        .json()
                        .path("data")
                        .path("cardholder_status")
                        .asText())
                .isEqualTo("SUCCESS");
    }

    @Test
    void authorizationsCarryTheMerchantAsArray() {
        String card = prepaid(1);
        await(1);
        simulators
                .uqpay()
                .call(
                        "POST",
                        "/cards/" + card + "/transactions",
                        Json.object().put("type", "AUTHORIZATION").put("amount", 500));
        await(2);
        ObjectNode event = received.get(1).json();
        assertThat(event.path("event_type").asText()).isEqualTo("issuing.transaction.authorization");
        assertThat(event.path("data").path("transaction_status").asText()).isEqualTo("DECLINED");
        assertThat(event.path("data").path("merchant_data").isArray()).isTrue();
        simulators
                .uqpay()
                .call(
                        "POST",
                        "/cards/" + card + "/transactions",
                        Json.object().put("type", "SETTLEMENT DEBIT").put("amount", 5));
        await(3);
        assertThat(types()).last().isEqualTo("issuing.transaction.settlement.debit");
    }

    @Test
    void aFailedDeliveryIsRepeatedAfter16ThenAfter32Seconds() {
        status.set(500);
        prepaid(1);
        await(1);
        settled();
        pass(15);
        assertThat(received).hasSize(1);
        pass(1);
        await(2);
        settled();
        status.set(200);
        pass(32);
        await(3);
        assertThat(received.stream()
                        .map(d -> d.json().path("event_id").asText())
                        .distinct())
                .hasSize(1);
        Caller.eventually(this::waiting, n -> n == 0);
        assertThat(waiting()).isZero();
    }

    @Test
    void webhooksCanGoWrong() {
        simulators.uqpay().webhooks(WebhookMode.DUPLICATE, 1);
        prepaid(1);
        await(2);
        assertThat(received.get(0).body()).isEqualTo(received.get(1).body());
        simulators.uqpay().webhooks(WebhookMode.DROP, 1);
        prepaid(2);
        simulators.uqpay().webhooks(WebhookMode.FORGE, 1);
        prepaid(3);
        await(3);
        String secret = simulators.uqpay().credential("webhookSecret");
        Delivery forged = received.get(2);
        assertThat(forged.signature()).isNotEqualTo(Signature.sign(forged.body(), forged.timestamp(), secret));
        simulators.uqpay().webhooks(WebhookMode.STALE, 1);
        prepaid(4);
        await(4);
        assertThat(Long.parseLong(received.get(3).timestamp()))
                .isEqualTo(simulators.clock().instant().minusSeconds(600).toEpochMilli());
        simulators.uqpay().webhooks(WebhookMode.REORDER, 2);
        String fifth = prepaid(5);
        String sixth = prepaid(6);
        await(6);
        assertThat(List.of(cardOf(4), cardOf(5))).containsExactly(sixth, fifth);
    }

    @Test
    void heldWebhooksGoOutOnRelease() {
        simulators.uqpay().holdWebhooks();
        prepaid(1);
        prepaid(2);
        assertThat(waiting()).isEqualTo(2);
        assertThat(received).isEmpty();
        simulators.uqpay().releaseWebhooks();
        await(2);
    }

    @Test
    void signaturesAreThoseOfThePublishedVectors() throws IOException {
        try (InputStream in = WebhookTest.class.getResourceAsStream("/uqpay-webhook-vectors.json")) {
            String vectors = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            var all = Json.parseObject(("{\"all\":" + vectors + "}").getBytes(StandardCharsets.UTF_8))
                    .orElseThrow()
                    .path("all");
            assertThat(all).hasSize(5);
            for (var vector : all) {
                byte[] body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
                assertThat(Signature.sign(
                                body,
                                vector.path("x_wk_timestamp").asText(),
                                vector.path("secret").asText()))
                        .as(vector.path("name").asText())
                        .isEqualTo(vector.path("x_wk_signature").asText());
            }
        }
    }

    private List<String> types() {
        return received.stream().map(Delivery::type).toList();
    }

    private String cardOf(int index) {
        return received.get(index).json().path("data").path("card_id").asText();
    }

    private void await(int count) {
        assertThat(Caller.eventually(received::size, n -> n >= count)).isEqualTo(count);
    }

    /** The receiver sees a delivery a little before the sender has noted its outcome. */
    private void settled() {
        int wanted = received.size();
        int seen = Caller.eventually(() -> log().path("attempts").size(), n -> n >= wanted);
        assertThat(seen).isEqualTo(wanted);
    }

    private int waiting() {
        return log().path("waiting").asInt();
    }

    private ObjectNode log() {
        return simulators.uqpay().call("GET", "/webhooks", Json.object());
    }
}
