package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.GatewayFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** UQPAY gives a webhook up after five repeats: what it told is found all the same, and told once. */
class MissedTransactionsHttpTest {
    private static GatewayFixture fixture;
    private static DistributorClient client;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start(Map.of("polling.missed-webhooks", "1s"));
        client = new DistributorClient(fixture);
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void buy(String issuersCard, int amount) {
        JsonNode done = fixture.simulators()
                .uqpay()
                .call(
                        "POST",
                        "/cards/" + issuersCard + "/transactions",
                        object().put("type", "AUTHORIZATION").put("amount", amount));
        // Approved or declined: a distributor is to hear of both.
        assertThat(done.path("transaction_id").asText()).as("%s", done).isNotEmpty();
    }

    private static List<JsonNode> recorded(String card) {
        List<JsonNode> mine = new ArrayList<>();
        // Without the card in the query no issuer is asked.
        client.shown("/v1/transactions?limit=100").path("data").forEach(one -> {
            if (one.path("cardId").asText().equals(card)) {
                mine.add(one);
            }
        });
        return mine;
    }

    private static List<String> told(String transaction) {
        List<String> types = new ArrayList<>();
        String cursor = "";
        JsonNode page;
        do {
            page = client.shown("/v1/events?limit=100" + cursor);
            page.path("data").forEach(event -> {
                if (event.toString().contains(transaction)) {
                    types.add(event.path("type").asText());
                }
            });
            cursor = "&after=" + page.path("next").asText();
        } while (!page.path("data").isEmpty());
        return types;
    }

    private static double missed() {
        return fixture.gateway()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("cardport_transactions_missed_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aPurchaseWhoseWebhookNeverCameIsFoundOnce() throws InterruptedException {
        String product = fixture.product(UQPAY, DistributorClient.SHARED).id().value();
        String card = client.active(client.approved(product), product);
        String issuersCard =
                client.shown("/v1/cards/" + card).path("providerReference").asText();
        fixture.simulators()
                .uqpay()
                .call("POST", "/webhooks/mode", object().put("mode", "DROP").put("times", 1));
        buy(issuersCard, 7);

        await("the purchase that nobody told", () -> recorded(card).size() == 1);
        String transaction = recorded(card).getFirst().path("id").asText();
        await("its event", () -> !told(transaction).isEmpty());
        assertThat(missed()).isEqualTo(1);

        buy(issuersCard, 8);
        await(
                "the purchase that a webhook or a reading told",
                () -> recorded(card).size() == 2);
        // Some more readings of the same hour.
        Thread.sleep(3_000);
        assertThat(recorded(card)).hasSize(2);
        assertThat(told(transaction)).singleElement().asString().startsWith("transaction.");
    }
}
