package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.NETPAY;
import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.await;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cardport.app.GatewayFixture;
import io.cardport.app.Relay;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An issuer goes away and comes back: what was asked for meanwhile is kept, or refused at once, and sent in order. */
class IssuerDownHttpTest {
    private static Relay relay;
    private static GatewayFixture fixture;
    private static DistributorClient client;

    @BeforeAll
    static void start() throws IOException {
        relay = new Relay();
        fixture = GatewayFixture.start(Map.of("providers." + UQPAY + ".base-url", relay.url("/uqpay/api")));
        relay.leadTo(fixture.simulators().uqpay().url());
        client = new DistributorClient(fixture);
    }

    @AfterAll
    static void end() throws IOException {
        fixture.close();
        relay.close();
    }

    private static JsonNode readiness() {
        JsonNode all =
                json(fixture.gateway().get("/health/readiness", "Authorization", "Bearer " + fixture.ownerToken()));
        return all.path("details").path("providers").path("details");
    }

    private static String connection() {
        return readiness()
                .path(UQPAY)
                .path("circuits")
                .path("connection")
                .path("state")
                .asText();
    }

    private static String move(String card, String amount) {
        HttpResponse<String> answer = client.make(
                "/v1/cards/" + card + "/top-ups", "{\"amount\": {\"amount\": " + amount + ", \"currency\": \"USD\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("id").asText();
    }

    private static String prepaid() {
        fixture.product(UQPAY, DistributorClient.SHARED);
        for (JsonNode product :
                client.shown("/v1/products?provider=" + UQPAY + "&limit=100").path("data")) {
            if (product.path("fundingModel").asText().equals("PREPAID")
                    && product.path("cardTypes").toString().contains("VIRTUAL")
                    && product.path("currencies").toString().contains("USD")) {
                return product.path("id").asText();
            }
        }
        throw new AssertionError("UQPAY offers no prepaid product");
    }

    private static String loaded(String holder, String product) {
        return DistributorClient.card(holder, product)
                .replace("}", ",\"initialLoad\":{\"amount\":\"30.00\",\"currency\":\"USD\"}}");
    }

    private static String active(String holder, String product) {
        String card =
                client.made("/v1/cards", loaded(holder, product)).path("id").asText();
        client.awaitStatus(card, "ACTIVE");
        return card;
    }

    private static void downUntilOpen(String card) throws IOException {
        relay.cut();
        await("the open circuit", () -> {
            client.get("/v1/cards/" + card + "/balance");
            return connection().equals("OPEN");
        });
    }

    private static boolean purchased(String card) {
        return client.shown("/v1/transactions?limit=100")
                .path("data")
                .findValuesAsText("cardId")
                .contains(card);
    }

    @Test
    void whatNoWebhookToldIsFoundWhenTheIssuerIsBackAndNotAnHourLater() throws IOException, InterruptedException {
        String product = prepaid();
        String card = active(client.approved(product), product);
        String issuersCard =
                client.shown("/v1/cards/" + card).path("providerReference").asText();
        var uqpay = fixture.simulators().uqpay();
        uqpay.call(
                "POST",
                "/webhooks/mode",
                JsonNodeFactory.instance.objectNode().put("mode", "DROP").put("times", 1));
        uqpay.call(
                "POST",
                "/cards/" + issuersCard + "/transactions",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "AUTHORIZATION")
                        .put("amount", 3));
        Thread.sleep(1_000);
        assertThat(purchased(card)).isFalse();

        downUntilOpen(card);
        relay.mend();
        await("the closed circuit", () -> {
            client.get("/v1/cards/" + card + "/balance");
            return connection().equals("CLOSED");
        });
        await("the purchase that nobody told", () -> purchased(card));
    }

    @Test
    void anAdminsKeptLockIsNotItsDistributorsToCallBack() throws IOException {
        String product = prepaid();
        String card = active(client.approved(product), product);
        downUntilOpen(card);
        HttpResponse<String> lock = fixture.admin("POST", "/cards/" + card + "/lock", "{\"reason\": \"stolen\"}");
        assertThat(lock.statusCode()).as(lock.body()).isEqualTo(202);
        JsonNode change = client.shown("/v1/cards/" + card).path("pendingChange");
        String operation = change.path("operationId").asText();

        HttpResponse<String> cancel = client.post("/v1/operations/" + operation + "/cancel", "");

        assertThat(cancel.statusCode()).as(cancel.body()).isEqualTo(409);
        assertThat(json(cancel).path("code").asText()).isEqualTo("operation_in_flight");
        assertThat(json(cancel).path("operationId").asText()).isEqualTo(operation);
        assertThat(client.shown("/v1/cards/" + card).path("pendingChange")).isEqualTo(change);
        relay.mend();
        client.awaitStatus(card, "LOCKED");
        assertThat(client.shown("/v1/cards/" + card).path("lockedBy").asText()).isEqualTo("ADMIN");
    }

    @Test
    void whatIsKeptIsSentInOrderWhenTheIssuerIsBack() throws IOException {
        String product = prepaid();
        String holder = client.approved(product);
        String funded = active(holder, product);
        String locked = active(holder, product);
        assertThat(connection()).isEqualTo("CLOSED");
        assertThat(readiness().path(UQPAY).path("status").asText()).isEqualTo("UP");

        JsonNode said = json(client.get("/v1/cards/" + funded + "/balance"));
        assertThat(said.path("source").asText()).isEqualTo("PROVIDER");
        downUntilOpen(locked);
        int before = relay.commands().size();
        List<String> moves = Stream.of("11.00", "12.00", "13.00")
                .map(amount -> move(funded, amount))
                .toList();
        assertThat(client.make("/v1/cards/" + locked + "/lock", "{\"reason\": \"lost\"}")
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> issue = client.make("/v1/cards", loaded(holder, product));
        assertThat(issue.statusCode()).isEqualTo(202);

        HttpResponse<String> reveal = client.make("/v1/cards/" + funded + "/reveal", "{}");
        assertThat(reveal.statusCode()).isEqualTo(503);
        assertThat(json(reveal).path("code").asText()).isEqualTo("provider_unavailable");
        assertThat(reveal.headers().firstValue("Retry-After")).isPresent();
        assertThat(client.get("/v1/cards/" + locked + "/balance").statusCode()).isEqualTo(503);
        JsonNode recorded = json(client.get("/v1/cards/" + funded + "/balance"));
        assertThat(recorded.path("source").asText()).isEqualTo("RECORD");
        assertThat(recorded.path("available")).isEqualTo(said.path("available"));
        assertThat(recorded.path("asOf")).isEqualTo(said.path("asOf"));
        assertThat(client.get("/v1/cards/" + funded).statusCode()).isEqualTo(200);
        assertThat(client.get("/v1/cards/" + funded + "/transactions").statusCode())
                .isEqualTo(200);

        JsonNode down = readiness();
        assertThat(down.path(UQPAY).path("status").asText()).isEqualTo("DOWN");
        assertThat(down.path(UQPAY)
                        .path("circuits")
                        .path("connection")
                        .path("lastFailure")
                        .asText())
                .contains("CONNECT");
        assertThat(down.path(UQPAY)
                        .path("circuits")
                        .path("connection")
                        .path("since")
                        .asText())
                .isNotEmpty();
        assertThat(down.path(NETPAY).path("status").asText()).isNotEqualTo("DOWN");
        assertThat(client.shown("/v1/providers")
                        .path("data")
                        .path(1)
                        .path("health")
                        .asText())
                .isEqualTo("DOWN");
        JsonNode admin =
                json(fixture.admin("GET", "/providers", "")).path("data").path(1);
        assertThat(admin.path("circuits").path("connection").path("state").asText())
                .isIn("OPEN", "HALF_OPEN");
        assertThat(admin.path("backlog").path("QUEUED").asInt()).isGreaterThanOrEqualTo(4);
        String first = client.shown("/v1/top-ups/" + moves.getFirst())
                .path("operationId")
                .asText();
        assertThat(client.shown("/v1/operations/" + first).path("cause").asText())
                .isEqualTo("provider_unavailable");
        assertThat(relay.commands()).hasSize(before);
        assertThat(fixture.gateway().get("/metrics").body())
                .contains("cardport_issuer_circuit{account=\"" + UQPAY + "\",call=\"connection\"");

        relay.mend();
        moves.forEach(move -> await(
                "the top-up " + move,
                () -> client.shown("/v1/top-ups/" + move)
                        .path("status")
                        .asText()
                        .equals("SUCCEEDED")));
        client.awaitStatus(locked, "LOCKED");
        client.awaitStatus(json(issue).path("id").asText(), "ACTIVE");
        assertThat(relay.commands().stream()
                        .skip(before)
                        .filter(command -> command.contains("/recharge"))
                        .map(command -> command.replaceAll("(?s).*\"amount\":\"?([0-9.]+).*", "$1"))
                        .map(Double::parseDouble))
                .containsExactly(11.0, 12.0, 13.0);
        assertThat(connection()).isEqualTo("CLOSED");
        assertThat(readiness().path(UQPAY).path("status").asText()).isEqualTo("UP");
    }
}
