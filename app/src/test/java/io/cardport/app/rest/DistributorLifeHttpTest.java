package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.NETPAY;
import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.await;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.GatewayFixture;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole life of a card over HTTP, at an issuer that pushes and one that is polled. */
class DistributorLifeHttpTest {
    private static GatewayFixture fixture;
    private static DistributorClient client;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
        client = new DistributorClient(fixture);
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private static String shared() {
        return fixture.product(UQPAY, DistributorClient.SHARED).id().value();
    }

    @Test
    void providersAndProductsSayWhatCanBeDone() {
        String product = shared();

        JsonNode providers = client.shown("/v1/providers").path("data");
        assertThat(providers.findValuesAsText("id")).containsExactly(NETPAY, UQPAY);
        assertThat(providers.path(1).path("default").asBoolean()).isTrue();
        assertThat(providers.path(1).path("capabilities").toString()).contains("card_controls", "card_funding");
        assertThat(providers.path(1).path("health").asText()).isEqualTo("UP");
        assertThat(providers.path(0).path("capabilities").toString()).doesNotContain("card_controls");

        JsonNode products = client.shown("/v1/products?provider=" + UQPAY).path("data");
        assertThat(products.findValuesAsText("id")).contains(product);
        assertThat(products.path(0).fieldNames())
                .toIterable()
                .contains(
                        "name",
                        "network",
                        "cardTypes",
                        "currencies",
                        "fundingModel",
                        "initialLoad",
                        "minTopUp",
                        "maxTopUp",
                        "topUpFee",
                        "physicalBy",
                        "capabilities",
                        "requiredFields");
        assertThat(client.shown("/v1/products?provider=nobody").path("data")).isEmpty();
    }

    @Test
    void aCardLivesAtUqpay() {
        String product = shared();
        JsonNode holder = client.made("/v1/cardholders", DistributorClient.person(product));
        String holderId = holder.path("id").asText();
        assertThat(holder.path("provider").asText()).isEqualTo(UQPAY);
        assertThat(holder.path("areaCode").asText()).isEqualTo("65");
        client.awaitApproval(holderId);

        HttpResponse<String> answer = client.make("/v1/cards", DistributorClient.card(holderId, product));
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 202);
        String id = json(answer).path("id").asText();
        assertThat(answer.headers().firstValue("Location")).hasValue("/v1/cards/" + id);
        assertThat(answer.headers().firstValue("ETag")).isPresent();
        client.awaitStatus(id, "ACTIVE");
        JsonNode card = client.shown("/v1/cards/" + id);
        assertThat(card.path("last4").asText()).matches("[0-9]{4}");
        assertThat(card.path("pendingChange").isNull()).isTrue();

        locked(id);
        revealed(id);
        controlled(id);
        assertThat(client.get("/v1/cards/" + id + "/balance").statusCode()).isEqualTo(200);
        assertThat(client.get("/v1/cards/" + id + "/transactions").statusCode()).isEqualTo(200);

        assertThat(client.post("/v1/cards/" + id + "/close", "").statusCode()).isIn(200, 202);
        await(
                "the close",
                () -> List.of("CLOSING", "CLOSED")
                        .contains(client.shown("/v1/cards/" + id).path("status").asText()));
        HttpResponse<String> late = client.post("/v1/cards/" + id + "/lock", "{}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(json(late).path("code").asText()).isEqualTo("card_state");
        assertThat(json(late).path("state").asText()).isIn("CLOSING", "CLOSED");
        assertThat(json(late).path("allowed").isArray()).isTrue();
    }

    private static void locked(String id) {
        assertThat(client.post("/v1/cards/" + id + "/lock", "{\"reason\":\"lost\"}")
                        .statusCode())
                .isIn(200, 202);
        client.awaitStatus(id, "LOCKED");
        JsonNode card = client.shown("/v1/cards/" + id);
        assertThat(card.path("lockedBy").asText()).isEqualTo("DISTRIBUTOR");
        assertThat(card.path("usable").asBoolean()).isFalse();
        String stale = "\"" + (card.path("version").asLong() - 1) + "\"";
        HttpResponse<String> refused = client.post("/v1/cards/" + id + "/unlock", "", "If-Match", stale);
        assertThat(refused.statusCode()).isEqualTo(412);
        String current = "\"" + card.path("version").asLong() + "\"";
        assertThat(client.post("/v1/cards/" + id + "/unlock", "", "If-Match", current)
                        .statusCode())
                .isIn(200, 202);
        client.awaitStatus(id, "ACTIVE");
    }

    private static void revealed(String id) {
        HttpResponse<String> shown =
                client.post("/v1/cards/" + id + "/reveal", "", "Accept-Encoding", "gzip", "Idempotency-Key", "ignored");
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(shown.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(json(shown).path("kind").asText()).isEqualTo("DETAILS");
        assertThat(json(shown).path("number").asText()).matches("[0-9]{13,19}");
        assertThat(json(shown).path("cvv").asText()).matches("[0-9]{3,4}");
        assertThat(json(shown).path("number").asText())
                .endsWith(client.shown("/v1/cards/" + id).path("last4").asText());
    }

    private static void controlled(String id) {
        HttpResponse<String> set = client.send(
                "PUT",
                "/v1/cards/" + id + "/spending-controls",
                "{\"spendingLimit\":{\"amount\":\"500.00\",\"currency\":\"USD\"}}");
        assertThat(set.statusCode()).as(set.body()).isIn(200, 202, 409);
        HttpResponse<String> pin = client.send("PUT", "/v1/cards/" + id + "/pin", "{\"pin\":\"135790\"}");
        assertThat(pin.statusCode()).as(pin.body()).isIn(202, 204, 409, 422);
        assertThat(pin.body()).doesNotContain("135790");
    }

    @Test
    void moneyIsKeptAsItWasMoved() {
        String product = prepaid();
        String card = client.made("/v1/cards", loaded(DistributorClient.card(client.approved(product), product)))
                .path("id")
                .asText();
        client.awaitStatus(card, "ACTIVE");
        JsonNode topUp =
                client.made("/v1/cards/" + card + "/top-ups", "{\"amount\":{\"amount\":20,\"currency\":\"USD\"}}");
        String id = topUp.path("id").asText();
        assertThat(topUp.path("amount").toString()).isEqualTo("{\"amount\":\"20.00\",\"currency\":\"USD\"}");
        assertThat(topUp.path("fundsReturned").isNull()).isTrue();
        await(
                "the top-up",
                () -> client.shown("/v1/top-ups/" + id).path("status").asText().equals("SUCCEEDED"));
        assertThat(client.shown("/v1/cards/" + card + "/top-ups").path("data").findValuesAsText("kind"))
                .contains("TOP_UP", "INITIAL");
        String operation = client.shown("/v1/top-ups/" + id).path("operationId").asText();
        assertThat(client.shown("/v1/operations/" + operation).path("state").asText())
                .isEqualTo("SUCCEEDED");
        HttpResponse<String> cancel = client.post("/v1/operations/" + operation + "/cancel", "");
        assertThat(cancel.statusCode()).isEqualTo(409);
    }

    private static String loaded(String card) {
        return card.replace("}", ",\"initialLoad\":{\"amount\":\"30.00\",\"currency\":\"USD\"}}");
    }

    private static String prepaid() {
        shared();
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

    @Test
    void aCardLivesAtNetpay() {
        String product = fixture.product(NETPAY, "111031").id().value();
        HttpResponse<String> made = client.form(
                "/v1/cardholders",
                DistributorClient.key(),
                "provider",
                NETPAY,
                "productId",
                product,
                "email",
                DistributorClient.key() + "@example.com",
                "firstName",
                "Ada",
                "lastName",
                "Tan",
                "country",
                "SG",
                "mobile",
                "81234567",
                "dateOfBirth",
                "1990-01-31",
                "gender",
                "FEMALE",
                "nationality",
                "SG",
                "address.line1",
                "1 Example Street",
                "address.city",
                "Singapore",
                "address.state",
                "Singapore",
                "address.postalCode",
                "018989",
                "address.country",
                "SG",
                "identity.documentType",
                "passport",
                "identity.documentNumber",
                "E1234567",
                "identity.issueDate",
                "2022-05-01",
                "identity.expiryDate",
                "2032-05-01",
                "docFront",
                DistributorClient.JPEG,
                "docBack",
                DistributorClient.JPEG,
                "selfie",
                DistributorClient.JPEG);
        assertThat(made.statusCode()).as(made.body()).isIn(201, 202);
        assertThat(made.body()).doesNotContain("docFront").doesNotContain("selfie");
        String holder = json(made).path("id").asText();
        client.awaitApproval(holder);
        assertThat(client.shown("/v1/cardholders/" + holder + "/applicants/" + product)
                        .path("status")
                        .asText())
                .isEqualTo("APPROVED");

        String card = client.made("/v1/cards", loaded(DistributorClient.card(holder, product)))
                .path("id")
                .asText();
        assertThat(client.shown("/v1/cards/" + card).path("provider").asText()).isEqualTo(NETPAY);
        HttpResponse<String> lock = client.post("/v1/cards/" + card + "/lock", "");
        assertThat(lock.statusCode()).isEqualTo(409);
        assertThat(json(lock).path("code").asText()).isEqualTo("unsupported_by_provider");
        assertThat(json(lock).path("capability").asText()).isEqualTo("card_controls");
        assertThat(json(client.post("/v1/cards/" + card + "/reveal", ""))
                        .path("number")
                        .asText())
                .matches("[0-9]{13,19}");
        assertThat(client.shown("/v1/cards/" + card).path("status").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void metadataComesBackAsItWasGiven() {
        String product = shared();
        String metadata = "{\"p\":1.10,\"q\":12345678901234567890.12345678901234567890,\"r\":[1E+400,-2.50E-7],"
                + "\"s\":1E+999999999,\"t\":{\"u\":123456789012345678901234567890},\"v\":\"1.10\"}";
        String shown = "\"metadata\":" + metadata + ",";

        HttpResponse<String> answer = client.make(
                "/v1/cards",
                DistributorClient.card(client.approved(product), product)
                        .replace("}", ",\"metadata\":" + metadata + "}"));

        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 202);
        assertThat(answer.body()).contains(shown);
        String id = json(answer).path("id").asText();
        assertThat(client.get("/v1/cards/" + id).body()).contains(shown);
        assertThat(client.get("/v1/cards?limit=100").body()).contains(shown);
        assertThat(fixture.admin("GET", "/cards/" + id, "").body()).contains(shown);
        await("the card's events", () -> feed().contains(shown));
    }

    private static String feed() {
        StringBuilder feed = new StringBuilder();
        for (String after = ""; ; ) {
            HttpResponse<String> part = client.get("/v1/events?limit=100" + after);
            feed.append(part.body());
            if (json(part).path("data").isEmpty()) {
                return feed.toString();
            }
            after = "&after=" + json(part).path("next").asText();
        }
    }

    @Test
    void theFeedTellsEveryVersionOnceAndWaits() {
        String product = shared();
        String card = client.active(client.approved(product), product);
        List<JsonNode> events = new ArrayList<>();
        String next = "";
        do {
            JsonNode part = client.shown("/v1/events?limit=3&wait=2" + (next.isEmpty() ? "" : "&after=" + next));
            part.path("data").forEach(events::add);
            next = part.path("next").asText();
            assertThat(part.path("next").isTextual()).isTrue();
            if (part.path("data").isEmpty()) {
                break;
            }
        } while (true);
        Map<String, List<Long>> versions = new HashMap<>();
        events.forEach(event -> versions.computeIfAbsent(
                        event.path("subject").path("id").asText(), ignored -> new ArrayList<>())
                .add(event.path("version").asLong()));
        versions.forEach((subject, seen) -> assertThat(seen)
                .as(subject)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, seen.size())
                        .mapToObj(Long::valueOf)
                        .toList()));
        assertThat(events.stream().map(event -> event.path("type").asText())).contains("card.activated");
        assertThat(versions).containsKey(card);
        String last = events.getLast().path("id").asText();
        String waiting = next;
        Thread change = Thread.startVirtualThread(() -> client.post("/v1/cards/" + card + "/lock", ""));
        await(
                "an event while waiting",
                () -> !client.shown("/v1/events?wait=10&after=" + waiting)
                        .path("data")
                        .isEmpty());
        assertThat(client.shown("/v1/events?after=" + last).path("data")).isNotEmpty();
        assertThat(change).isNotNull();
    }

    @Test
    void listsGoOnWhereTheyEnded() {
        String product = shared();
        String holder = client.approved(product);
        List<String> made = new ArrayList<>();
        for (int count = 0; count < 3; count++) {
            made.addFirst(client.made("/v1/cards", DistributorClient.card(holder, product))
                    .path("id")
                    .asText());
        }
        List<String> listed = new ArrayList<>();
        String path = "/v1/cards?limit=2&cardholderId=" + holder;
        JsonNode part = client.shown(path);
        part.path("data").forEach(card -> listed.add(card.path("id").asText()));
        client.made("/v1/cards", DistributorClient.card(holder, product));
        part = client.shown(path + "&after=" + part.path("next").asText());
        part.path("data").forEach(card -> listed.add(card.path("id").asText()));
        assertThat(part.path("next").isNull()).isTrue();
        assertThat(listed).isEqualTo(made);
        assertThat(client.shown("/v1/cardholders?email="
                                + client.shown("/v1/cardholders/" + holder)
                                        .path("email")
                                        .asText())
                        .path("data")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo(holder);
    }
}
