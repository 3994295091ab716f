package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.await;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.GatewayFixture;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One key, one effect, the first answer again: also of admins' writes that have no body. */
class AdminOnceHttpTest {
    private static GatewayFixture fixture;
    private static DistributorClient client;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.startWithEveryIssuer();
        client = new DistributorClient(fixture);
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private static long audited(String action) {
        return json(fixture.admin("GET", "/audit?limit=100", "")).path("data").findValuesAsText("action").stream()
                .filter(action::equals)
                .count();
    }

    /** Asks twice with one key, and with that key for something else. */
    private static HttpResponse<String> twice(String method, String path, String body, int status, String action) {
        String key = DistributorClient.key();
        long before = audited(action);
        HttpResponse<String> first = fixture.admin(method, path, body, "Idempotency-Key", key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(status);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(audited(action)).isEqualTo(before + 1);

        HttpResponse<String> again = fixture.admin(method, path, body, "Idempotency-Key", key);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(status);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(audited(action)).isEqualTo(before + 1);
        HttpResponse<String> other =
                fixture.admin("POST", "/distributors", "{\"name\":\"Other\"}", "Idempotency-Key", key);
        assertThat(json(other).path("code").asText()).isEqualTo("idempotency_key_reused");
        return first;
    }

    @Test
    void credentialsAndAdminsAreTakenBackOnce() {
        String keys = "/distributors/" + fixture.distributor().value() + "/keys";
        JsonNode key = json(fixture.admin("POST", keys, "{\"kind\":\"API_KEY\"}"));
        twice("DELETE", keys + "/" + key.path("id").asText(), "", 204, "distributor.key.revoke");

        JsonNode admin = json(fixture.admin("POST", "/admins", "{\"name\":\"Once\",\"role\":\"viewer\"}"));
        twice("DELETE", "/admins/" + admin.path("id").asText(), "", 204, "admin.revoke");
    }

    @Test
    void aCardIsLookedAtOnce() {
        String product = fixture.product(UQPAY, DistributorClient.SHARED).id().value();
        String card = client.active(client.approved(product), product);

        HttpResponse<String> seen = twice("POST", "/cards/" + card + "/sync", "", 200, "card.sync");

        assertThat(json(seen).path("id").asText()).isEqualTo(card);
        assertThat(json(seen).path("cardholderEmail").asText()).startsWith("ada.");
    }

    @Test
    void anEventIsTakenToItsEndpointOnceMore() {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            client.made(
                    "/v1/webhook-endpoints",
                    "{\"url\":\"%s\",\"eventTypes\":[\"*\"]}".formatted(receiver.url("/once")));
            String product =
                    fixture.product(UQPAY, DistributorClient.SHARED).id().value();
            client.made("/v1/cardholders", DistributorClient.person(product));
            await("an event", () -> !receiver.at("/once").isEmpty());
            String event = receiver.at("/once").getFirst().id();
            String delivery = delivered(event);
            long before = taken(receiver, event);

            twice("POST", "/deliveries/outbound/" + delivery + "/replay", "", 202, "webhook_endpoint.replay");

            await("the replay", () -> taken(receiver, event) > before);
            delivered(event);
            assertThat(taken(receiver, event)).isEqualTo(before + 1);
        }
    }

    private static String delivered(String event) {
        String list = "/deliveries/outbound?eventId=" + event;
        await(
                "its delivery",
                () -> json(fixture.admin("GET", list, "")).path("data").findValuesAsText("status").stream()
                        .allMatch("DELIVERED"::equals));
        return json(fixture.admin("GET", list, ""))
                .path("data")
                .path(0)
                .path("id")
                .asText();
    }

    private static long taken(WebhookReceiver receiver, String event) {
        return receiver.at("/once").stream()
                .filter(request -> request.id().equals(event))
                .count();
    }

    @Test
    void anIssuersDeliveryIsReadOnceMore() {
        ObjectNode event = new ObjectMapper()
                .createObjectNode()
                .put("event_type", "issuing.nobody.knows")
                .put("subject", "test");
        event.putObject("data");
        fixture.simulators().uqpay().call("POST", "/events", event);
        String list = "/deliveries/inbound?outcome=UNRECOGNISED&provider=" + UQPAY;
        await(
                "the delivery",
                () -> !json(fixture.admin("GET", list, "")).path("data").isEmpty());
        String id = json(fixture.admin("GET", list, ""))
                .path("data")
                .path(0)
                .path("id")
                .asText();

        HttpResponse<String> again = twice("POST", "/deliveries/inbound/" + id + "/replay", "", 202, "delivery.replay");

        assertThat(json(again).path("id").asText()).isEqualTo(id);
    }

    @Test
    void anIssuerIsToldOurAddressOnce() {
        String address = fixture.gateway().url() + "/webhooks/bananatech-sim";
        HttpResponse<String> told = twice(
                "POST",
                "/providers/bananatech-sim/register-webhooks",
                "{\"url\":\"" + address + "\"}",
                200,
                "provider.register-webhooks");
        assertThat(json(told).path("url").asText()).isEqualTo(address);
    }

    @Test
    void aMalformedKeyIsRefusedAndNothingIsDone() {
        Map<String, String> calls = Map.of(
                "/cards/card_00000000000000000000000000/sync",
                "POST",
                "/deliveries/inbound/dlv_00000000000000000000000000/replay",
                "POST",
                "/deliveries/outbound/dlv_00000000000000000000000000/replay",
                "POST",
                "/providers/bananatech-sim/register-key",
                "POST",
                "/admins/adm_00000000000000000000000000",
                "DELETE",
                "/distributors/" + fixture.distributor().value() + "/keys/key_00000000000000000000000000",
                "DELETE");
        calls.forEach((path, method) -> {
            for (String key : List.of("k".repeat(256), "a b")) {
                HttpResponse<String> answer = fixture.admin(method, path, "", "Idempotency-Key", key);
                assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
                assertThat(json(answer).path("code").asText()).isEqualTo("malformed_request");
            }
        });
    }

    @Test
    void writesWithoutABodyTakeNoFields() {
        HttpResponse<String> answer =
                fixture.admin("POST", "/cards/card_00000000000000000000000000/sync", "{\"force\":true}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("code").asText()).isEqualTo("unknown_field");
    }
}
