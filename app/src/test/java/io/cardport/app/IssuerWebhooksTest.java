package io.cardport.app;

import static io.cardport.app.GatewayFixture.NETPAY;
import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.await;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What issuers push, pushed by a simulated issuer that signs as the real one does, and by strangers. */
class IssuerWebhooksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private int before;

    @BeforeEach
    void count() {
        before = attempts().size();
    }

    private static JsonNode attempts() {
        return fixture.simulators()
                .uqpay()
                .call("GET", "/webhooks", JSON.createObjectNode())
                .path("attempts");
    }

    private List<Integer> statuses(int wanted) {
        await("the attempts", () -> attempts().size() >= before + wanted);
        List<Integer> all =
                attempts().findValues("status").stream().map(JsonNode::asInt).toList();
        return all.subList(before, before + wanted);
    }

    private static void push(String type, String data) {
        try {
            ObjectNode event = JSON.createObjectNode().put("event_type", type).put("subject", "test");
            event.set("data", JSON.readTree(data));
            fixture.simulators().uqpay().call("POST", "/events", event);
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static void mode(String mode) {
        fixture.simulators()
                .uqpay()
                .call(
                        "POST",
                        "/webhooks/mode",
                        JSON.createObjectNode().put("mode", mode).put("times", 1));
    }

    private static List<String> outcomes() {
        return json(fixture.admin("GET", "/deliveries/inbound?limit=100", ""))
                .path("data")
                .findValuesAsText("outcome");
    }

    private static double counted(String outcome) {
        return fixture.gateway()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("cardport_webhooks_total") && line.contains("\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aDuplicateIsAcknowledgedAndKeptOnce() {
        int kept = outcomes().size();
        mode("DUPLICATE");

        push("issuing.something.new", "{\"n\": 1}");

        assertThat(statuses(2)).containsOnly(200);
        await("the delivery", () -> outcomes().size() == kept + 1);
        assertThat(counted("duplicate")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aForgedOneIsRefusedAndNothingIsKept() {
        int kept = outcomes().size();
        mode("FORGE");

        push("issuing.something.new", "{\"n\": 2}");

        assertThat(statuses(1).getFirst()).isEqualTo(401);
        assertThat(outcomes()).hasSize(kept);
        assertThat(counted("rejected_forged")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aStaleOneIsRefused() {
        mode("STALE");

        push("issuing.something.new", "{\"n\": 3}");

        assertThat(statuses(1).getFirst()).isEqualTo(401);
        assertThat(counted("rejected_stale")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void anUnknownWordIsKeptForAPersonAndCanBeReadAgain() {
        push("issuing.something.new", "{\"n\": 4}");

        await("the verdict", () -> outcomes().contains("UNRECOGNISED"));
        JsonNode kept = json(fixture.admin("GET", "/deliveries/inbound?outcome=UNRECOGNISED", ""))
                .path("data")
                .path(0);
        assertThat(kept.path("provider").asText()).isEqualTo(UQPAY);
        String id = kept.path("id").asText();
        assertThat(fixture.admin("POST", "/deliveries/inbound/" + id + "/replay", "")
                        .statusCode())
                .isEqualTo(202);
        await(
                "the second reading",
                () -> json(fixture.admin("GET", "/audit", "")).toString().contains("delivery.replay")
                        && !outcomes().contains("WAITING"));
        assertThat(outcomes()).contains("UNRECOGNISED");
    }

    @Test
    void strangersLearnNothing() {
        byte[] large = new byte[1024 * 1024 + 1];
        var builder = fixture.gateway().request("/webhooks/" + UQPAY);
        var answer = fixture.gateway()
                .send(builder.header("Content-Type", "application/json")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(large)));
        assertThat(answer.statusCode()).isEqualTo(413);

        assertThat(fixture.gateway().post("/webhooks/nobody", "{}").statusCode())
                .isEqualTo(404);
        assertThat(fixture.gateway().post("/webhooks/" + NETPAY, "{}").statusCode())
                .isEqualTo(404);
        var unsigned = fixture.gateway().post("/webhooks/" + UQPAY, "{\"secret\": \"4111111111111111\"}");
        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(unsigned.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(unsigned.body()).doesNotContain("4111");
        assertThat(fixture.gateway().post("/webhooks/" + UQPAY, "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void noBytesOfAStrangerAreTakenOrBreakIt() {
        int kept = outcomes().size();
        Random random = new Random(20261120);
        for (int round = 0; round < 60; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            var builder = fixture.gateway()
                    .request("/webhooks/" + UQPAY)
                    .header("Content-Type", round % 2 == 0 ? "application/json" : "text/plain")
                    .header("x-wk-timestamp", Long.toString(random.nextLong()))
                    .header("x-wk-signature", Long.toHexString(random.nextLong()));
            var answer =
                    fixture.gateway().send(builder.POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes)));
            assertThat(answer.statusCode()).isEqualTo(401);
        }
        assertThat(outcomes()).hasSize(kept);
    }
}
