package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.GatewayFixture;
import io.cardport.app.security.CredentialHashes;
import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.usecase.ManageDistributors;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each row of the contract's table about requests that are not as they should be. */
class BadInputHttpTest {
    private static final String NOBODYS_CARD = "card_" + "0".repeat(26);

    private static GatewayFixture fixture;
    private static DistributorClient client;
    private static String product;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
        client = new DistributorClient(fixture);
        product = fixture.product(UQPAY, DistributorClient.SHARED).id().value();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(json(answer).path("code").asText()).isEqualTo(code);
        assertThat(json(answer).path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
    }

    private static List<String> places(HttpResponse<String> answer) {
        return json(answer).path("errors").findValuesAsText("pointer");
    }

    @Test
    void whateverIsWrongWithCredentialsTheAnswerIsTheSame() {
        String[] good = fixture.keys();
        List<String[]> bad = List.of(
                new String[] {"X-Api-Key", good[1]},
                new String[] {"X-Access-Key", good[3]},
                new String[] {"X-Api-Key", good[1], "X-Access-Key", "wrong"},
                new String[] {"X-Api-Key", "wrong", "X-Access-Key", good[3]},
                new String[] {"X-Api-Key", good[3], "X-Access-Key", good[1]});
        String body = "";
        for (String[] headers : bad) {
            HttpResponse<String> answer = fixture.gateway().get("/v1/cards", headers);
            refused(answer, 401, "unauthenticated");
            String seen = answer.body().replaceAll("req_[0-9a-f]+", "");
            assertThat(body.isEmpty() ? seen : body).isEqualTo(seen);
            body = seen;
        }
        refused(fixture.gateway().get("/v1/nothing"), 401, "unauthenticated");
        refused(fixture.gateway().post("/v1/cards", "{", "X-Api-Key", "x"), 401, "unauthenticated");
    }

    @Test
    void tooManyFailuresWaitAndAValidPairPasses() {
        // A pair of its own: its failures must not make the other tests wait.
        var hashes = fixture.bean(CredentialHashes.class).of("second-api-key", "second-access-key");
        fixture.bean(ManageDistributors.class)
                .addKey(new Actor.System(), fixture.distributor(), hashes, Optional.empty(), new Once.Unkeyed<>());
        int waits = 0;
        for (int count = 0; count < 90; count++) {
            HttpResponse<String> guess = fixture.gateway()
                    .get("/v1/providers", "X-Api-Key", "second-api-key", "X-Access-Key", "guess" + count);
            assertThat(guess.statusCode()).isIn(401, 429);
            waits += guess.statusCode() == 429 ? 1 : 0;
        }
        assertThat(waits).isPositive();
        HttpResponse<String> valid = fixture.gateway()
                .get("/v1/providers", "X-Api-Key", "second-api-key", "X-Access-Key", "second-access-key");
        assertThat(valid.statusCode()).isEqualTo(200);
        assertThat(valid.headers().firstValue("RateLimit-Policy").orElse("")).contains("w=60");
        assertThat(valid.headers().firstValue("RateLimit").orElse("")).contains("r=");
    }

    @Test
    void bodiesThatCanNotBeReadAreToldApart() {
        refused(client.make("/v1/cards", "{\"a\":"), 400, "malformed_request");
        refused(client.make("/v1/cards", "[]"), 400, "malformed_request");
        refused(client.make("/v1/cards", "{\"a\":1,\"a\":2}"), 400, "malformed_request");
        refused(
                client.post(
                        "/v1/cards",
                        "a=b",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Idempotency-Key",
                        "x1"),
                415,
                "unsupported_media_type");
        refused(
                client.post("/v1/cards", "<a/>", "Content-Type", "text/xml", "Idempotency-Key", "x2"),
                415,
                "unsupported_media_type");
        refused(client.make("/v1/cards", "{\"a\":\"" + "x".repeat(1_100_000) + "\"}"), 413, "payload_too_large");
        refused(client.send("DELETE", "/v1/cards", ""), 405, "method_not_allowed");
        refused(client.get("/v1/nothing"), 404, "not_found");
    }

    @Test
    void aTypoNeverPasses() {
        HttpResponse<String> body =
                client.make("/v1/cards", DistributorClient.card("ch_x", product).replace("}", ",\"curency\":\"USD\"}"));
        refused(body, 422, "unknown_field");
        assertThat(places(body)).containsExactly("/curency");
        HttpResponse<String> query = client.get("/v1/cards?limt=3");
        refused(query, 422, "unknown_field");
        assertThat(places(query)).containsExactly("limt");
        refused(client.get("/v1/cards/" + NOBODYS_CARD + "?x=1"), 422, "unknown_field");
        refused(client.make("/v1/cards?x=1", "{}"), 422, "unknown_field");
    }

    @Test
    void fieldsAreCheckedAllAtOnce() {
        HttpResponse<String> holder = client.make(
                "/v1/cardholders",
                "{\"email\":\"x\",\"firstName\":7,\"country\":\"XX\",\"dateOfBirth\":\"1990-13-01\"}");
        refused(holder, 422, "invalid_field");
        assertThat(places(holder))
                .containsExactlyInAnyOrder("/email", "/firstName", "/country", "/dateOfBirth", "/lastName", "/mobile");
        HttpResponse<String> card = client.make(
                "/v1/cards",
                "{\"type\":\"PLASTIC\",\"currency\":\"ZZZ\",\"spendingLimit\":{\"amount\":\"1.234\",\"currency\":\"USD\"},"
                        + "\"merchantControls\":{\"allowedMcc\":[\"5411\"],\"blockedMcc\":[\"7995\"]},\"expiresAt\":\"2001-01-01T00:00:00Z\"}");
        refused(card, 422, "invalid_field");
        assertThat(places(card))
                .containsExactlyInAnyOrder(
                        "/cardholderId",
                        "/productId",
                        "/type",
                        "/currency",
                        "/spendingLimit/amount",
                        "/merchantControls/blockedMcc",
                        "/expiresAt");
        for (String amount : List.of("\"0\"", "\"-1.00\"", "\"1.001\"", "0.1234", "\"x\"")) {
            HttpResponse<String> topUp = client.make(
                    "/v1/cards/" + NOBODYS_CARD + "/top-ups",
                    "{\"amount\":{\"amount\":" + amount + ",\"currency\":\"USD\"}}");
            refused(topUp, 422, "invalid_field");
            assertThat(places(topUp)).containsExactly("/amount/amount");
        }
        for (String number : List.of("1e2000000", "1e999999999")) {
            HttpResponse<String> details = client.make("/v1/cardholders", "{\"details\":{\"x\":" + number + "}}");
            refused(details, 422, "invalid_field");
            assertThat(places(details)).contains("/details/x");
        }
        refused(client.get("/v1/cards?limit=0"), 422, "invalid_field");
        refused(client.get("/v1/cards?limit=101"), 422, "invalid_field");
        refused(client.get("/v1/cards?after=bm90aGluZw"), 422, "invalid_field");
        refused(client.get("/v1/events?after=evt_" + "0".repeat(26)), 422, "invalid_field");
        refused(client.get("/v1/events?wait=31"), 422, "invalid_field");
        refused(client.get("/v1/cards?status=LOST"), 422, "invalid_field");
    }

    @Test
    void halvesOfCharactersAreRefusedWhereverTheyStand() {
        for (String inside : List.of("{\"x\":\"\\ud800\"}", "{\"a\":[{\"\\udc00x\":1}]}", "{\"a\":[\"\\ud83d!\"]}")) {
            HttpResponse<String> details = client.make("/v1/cardholders", "{\"details\":" + inside + "}");
            refused(details, 422, "invalid_field");
            assertThat(places(details)).contains("/details");
            HttpResponse<String> metadata = client.make("/v1/cards", "{\"metadata\":" + inside + "}");
            refused(metadata, 422, "invalid_field");
            assertThat(places(metadata)).contains("/metadata");
        }
        HttpResponse<String> whole = client.make("/v1/cards", "{\"metadata\":{\"\\ud83d\\ude00\":\"\\ud83d\\ude00\"}}");
        assertThat(places(whole)).isNotEmpty().doesNotContain("/metadata");
        refused(client.make("/v1/cards", "{\"\\ud800\":1}"), 422, "unknown_field");
        refused(fixture.admin("POST", "/distributors", "{\"\\ud800\":1}"), 400, "malformed_request");
        // Long names are shown in part, and the cut goes through a character.
        String cut = "x".repeat(99) + "\ud83d\ude00";
        refused(fixture.admin("POST", "/distributors", "{\"" + cut + "\":1}"), 422, "unknown_field");
    }

    @Test
    void foreignMissingAndMisshapenIdsLookTheSame() {
        String seen = "";
        for (String id : List.of(NOBODYS_CARD, "card_x", "ch_" + "0".repeat(26), "%F0%9F%92%B3")) {
            HttpResponse<String> answer = client.get("/v1/cards/" + id);
            refused(answer, 404, "not_found");
            String body = answer.body().replaceAll("req_[0-9a-f]+", "");
            assertThat(seen.isEmpty() ? body : seen).isEqualTo(body);
            seen = body;
        }
        refused(client.post("/v1/cards/" + NOBODYS_CARD + "/lock", ""), 404, "not_found");
        refused(client.make("/v1/cards", DistributorClient.card("ch_x", product)), 404, "not_found");
        refused(client.make("/v1/cards", DistributorClient.card("ch_" + "0".repeat(26), product)), 404, "not_found");
        assertThat(client.shown("/v1/cards?cardholderId=nobody").path("data")).isEmpty();
        refused(client.get("/v1/top-ups/top_x"), 404, "not_found");
        refused(client.get("/v1/operations/op_x"), 404, "not_found");
    }

    @Test
    void uploadsAreCheckedBeforeAnythingIsClaimed() {
        String key = DistributorClient.key();
        byte[] large = Arrays.copyOf(DistributorClient.JPEG, 5_000_001);
        refused(client.form("/v1/cardholders", key, "docFront", large), 413, "payload_too_large");
        HttpResponse<String> mistyped = client.form(
                "/v1/cardholders", key, "docFront", "GIF89a".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        refused(mistyped, 422, "invalid_field");
        assertThat(places(mistyped)).containsExactly("/docFront");
        byte[] each = Arrays.copyOf(DistributorClient.JPEG, 4_100_000);
        refused(
                client.form(
                        "/v1/cardholders",
                        key,
                        "docFront",
                        each,
                        "docBack",
                        each,
                        "selfie",
                        each,
                        "details.more",
                        each),
                413,
                "payload_too_large");
        HttpResponse<String> afterAll =
                client.post("/v1/cardholders", DistributorClient.person(product), "Idempotency-Key", key);
        assertThat(afterAll.statusCode()).as(afterAll.body()).isIn(201, 202);
    }

    @Test
    void whatIsWrongWithARequestIsNotSaidOfAnothersKey() {
        String key = DistributorClient.key();
        String body = DistributorClient.card(client.approved(product), product);
        HttpResponse<String> first = client.post("/v1/cards", body, "Idempotency-Key", key);
        assertThat(first.statusCode()).as(first.body()).isIn(201, 202);
        for (String other : List.of("{}", body + " ", DistributorClient.card("ch_x", product), "{\"type\": 1}")) {
            refused(client.post("/v1/cards", other, "Idempotency-Key", key), 422, "idempotency_key_reused");
        }
        HttpResponse<String> again = client.post("/v1/cards", body, "Idempotency-Key", key);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void keysAreRequiredWellFormedAndUsedForOneRequest() {
        refused(client.post("/v1/cards", "{}"), 400, "idempotency_key_required");
        refused(client.post("/v1/cards", "{}", "Idempotency-Key", "a b"), 400, "malformed_request");
        refused(client.post("/v1/cards", "{}", "Idempotency-Key", "x".repeat(256)), 400, "malformed_request");
        String key = DistributorClient.key();
        String person = DistributorClient.person(product);
        HttpResponse<String> first = client.post("/v1/cardholders", person, "Idempotency-Key", key);
        HttpResponse<String> again = client.post("/v1/cardholders", person, "Idempotency-Key", key);
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        refused(client.post("/v1/cardholders", person + " ", "Idempotency-Key", key), 422, "idempotency_key_reused");
        refused(client.make("/v1/cardholders", person), 409, "duplicate_cardholder");
    }

    @Test
    void compressedBodiesAreRefused() {
        HttpRequest.Builder request = fixture.gateway()
                .request("/v1/cards", fixture.keys())
                .header("Content-Encoding", "gzip")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("x"));
        refused(fixture.gateway().send(request), 415, "unsupported_media_type");
    }
}
