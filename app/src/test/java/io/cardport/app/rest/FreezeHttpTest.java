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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Freezes over HTTP: set, carried out at the issuer, counted, lifted; and nothing slips through while one is set. */
class FreezeHttpTest {
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

    private static String freeze(String scope, String id) {
        HttpResponse<String> answer = fixture.admin(
                "POST",
                "/freeze",
                "{\"" + scope + "\": \"" + id + "\", \"reason\": \"theft\"}",
                "Idempotency-Key",
                DistributorClient.key());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("id").asText();
    }

    private static void lift(String freeze) {
        assertThat(fixture.admin("POST", "/freezes/" + freeze + "/lift", "{\"reason\": \"over\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonNode shown(String freeze) {
        return json(fixture.admin("GET", "/freezes/" + freeze, ""));
    }

    private static void awaitCounts(String freeze, String state, int count) {
        await(count + " " + state + " of " + freeze, () -> {
            JsonNode now = shown(freeze);
            return !now.path("counting").asBoolean()
                    && now.path("cards").path("pending").asInt() == 0
                    && now.path("cards").path(state).asInt() == count;
        });
    }

    @Test
    void aFreezeIsSetCarriedOutAndLifted() {
        String product = shared();
        String holder = client.approved(product);
        String card = client.active(holder, product);
        String other = client.active(client.approved(product), product);

        String body = "{\"cardholderId\": \"" + holder + "\", \"reason\": \"theft\"}";
        String key = DistributorClient.key();
        HttpResponse<String> set = fixture.admin("POST", "/freeze", body, "Idempotency-Key", key);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(201);
        HttpResponse<String> again = fixture.admin("POST", "/freeze", body, "Idempotency-Key", key);
        assertThat(again.body()).isEqualTo(set.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        String freeze = json(set).path("id").asText();

        HttpResponse<String> reveal = client.post("/v1/cards/" + card + "/reveal", "");
        assertThat(reveal.statusCode()).isEqualTo(409);
        assertThat(json(reveal).path("code").asText()).isEqualTo("card_state");
        assertThat(json(reveal).path("lockedBy").asText()).isEqualTo("ADMIN");
        HttpResponse<String> issue = client.make("/v1/cards", DistributorClient.card(holder, product));
        assertThat(json(issue).path("code").asText()).isEqualTo("frozen");
        assertThat(client.make("/v1/cards/" + card + "/unlock", "").statusCode())
                .isEqualTo(409);

        awaitCounts(freeze, "confirmed", 1);
        client.awaitStatus(card, "LOCKED");
        assertThat(client.shown("/v1/cards/" + card).path("lockedBy").asText()).isEqualTo("ADMIN");
        assertThat(client.shown("/v1/cards/" + other).path("status").asText()).isEqualTo("ACTIVE");
        assertThat(shown(freeze).path("cardholderId").asText()).isEqualTo(holder);
        assertThat(shown(freeze).path("liftedAt").isNull()).isTrue();
        assertThat(json(fixture.admin("GET", "/freezes", "")).path("data").findValuesAsText("id"))
                .contains(freeze);
        assertThat(json(fixture.admin("GET", "/audit", "")).path("data").findValuesAsText("action"))
                .contains("freeze.set");

        lift(freeze);
        awaitCounts(freeze, "released", 1);
        client.awaitStatus(card, "ACTIVE");
        assertThat(client.post("/v1/cards/" + card + "/reveal", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatTheIssuerCannotLockIsBlockedHereAndNamed() {
        String product = fixture.product(NETPAY, "111031").id().value();
        String holder = netpayHolder(product);
        String card = client.made(
                        "/v1/cards",
                        DistributorClient.card(holder, product)
                                .replace("}", ",\"initialLoad\":{\"amount\":\"30.00\",\"currency\":\"USD\"}}"))
                .path("id")
                .asText();
        assertThat(client.post("/v1/cards/" + card + "/reveal", "").statusCode())
                .isEqualTo(200);
        client.awaitStatus(card, "ACTIVE");

        String freeze = freeze("productId", product);
        awaitCounts(freeze, "unsupported", 1);
        assertThat(shown(freeze).path("unsupportedCards").path(0).asText()).isEqualTo(card);
        assertThat(client.post("/v1/cards/" + card + "/reveal", "").statusCode())
                .isEqualTo(409);
        lift(freeze);
        awaitCounts(freeze, "released", 1);
        assertThat(client.post("/v1/cards/" + card + "/reveal", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void noCardSlipsThroughWhileAFreezeIsSet() throws Exception {
        String product = shared();
        String holder = client.approved(product);
        List<String> locked = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            String card = client.active(holder, product);
            assertThat(client.make("/v1/cards/" + card + "/lock", "").statusCode())
                    .isIn(200, 202);
            locked.add(card);
        }
        locked.forEach(card -> client.awaitStatus(card, "LOCKED"));
        String freeze;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (String card : locked) {
                running.add(threads.submit(() -> client.make("/v1/cards/" + card + "/unlock", "")));
                running.add(threads.submit(() -> client.make("/v1/cards", DistributorClient.card(holder, product))));
            }
            freeze = threads.submit(() -> freeze("cardholderId", holder)).get(60, TimeUnit.SECONDS);
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        await(
                "no card of the holder that is or may become usable",
                () -> statuses(holder).values().stream()
                        .allMatch(status -> status.equals("LOCKED") || status.equals("FAILED")));
        // Before the freeze has gathered its cards it has none pending, and an unlock may still be on its way.
        await("all gathered, nothing pending", () -> {
            JsonNode now = shown(freeze);
            return !now.path("counting").asBoolean()
                    && now.path("cards").path("pending").asInt() == 0;
        });
        assertThat(statuses(holder).values()).allMatch(status -> status.equals("LOCKED") || status.equals("FAILED"));
        assertThat(atTheIssuer(holder)).isNotEmpty().allMatch("FROZEN"::equals);
    }

    private static Map<String, String> statuses(String holder) {
        Map<String, String> statuses = new TreeMap<>();
        json(fixture.admin("GET", "/cards?cardholderId=" + holder + "&limit=100", ""))
                .path("data")
                .forEach(card -> statuses.put(
                        card.path("id").asText(), card.path("status").asText()));
        return statuses;
    }

    private static List<String> atTheIssuer(String holder) {
        List<String> ids = json(fixture.admin("GET", "/cards?cardholderId=" + holder + "&limit=100", ""))
                .path("data")
                .findValuesAsText("providerReference");
        List<String> words = new ArrayList<>();
        fixture.simulators().uqpay().state().path("cards").forEach(card -> {
            if (ids.contains(card.path("card_id").asText())) {
                words.add(card.path("card_status").asText());
            }
        });
        return words;
    }

    @Test
    void aFreezeNamesOneReachAndAReason() {
        assertThat(fixture.admin("POST", "/freeze", "{\"all\": true}").statusCode())
                .isEqualTo(422);
        assertThat(fixture.admin("POST", "/freeze", "{\"reason\": \"x\"}").statusCode())
                .isEqualTo(422);
        assertThat(fixture.admin("POST", "/freeze", "{\"all\": false, \"reason\": \"x\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(fixture.admin(
                                "POST",
                                "/freeze",
                                "{\"all\": true, \"productId\": \"prod_" + "0".repeat(26) + "\", \"reason\": \"x\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(fixture.admin("POST", "/freeze", "{\"cardholderId\": \"nobody\", \"reason\": \"x\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(fixture.admin("GET", "/freezes/frz_" + "0".repeat(26), "").statusCode())
                .isEqualTo(404);
        assertThat(fixture.admin("POST", "/freezes/frz_" + "0".repeat(26) + "/lift", "")
                        .statusCode())
                .isEqualTo(404);
    }

    private static String netpayHolder(String product) {
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
                "81234568",
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
                "E1234568",
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
        String holder = json(made).path("id").asText();
        client.awaitApproval(holder);
        return holder;
    }
}
