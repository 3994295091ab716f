package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.await;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.GatewayFixture;
import io.cardport.app.rest.WebhookReceiver.Request;
import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.store.UnitOfWork;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Webhook endpoints from the door to the receiver. */
class WebhookEndpointsHttpTest {
    private static final String ENDPOINTS = "/v1/webhook-endpoints";

    private static GatewayFixture fixture;
    private static DistributorClient client;
    private static WebhookReceiver receiver;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
        client = new DistributorClient(fixture);
        receiver = new WebhookReceiver();
    }

    @AfterAll
    static void end() {
        receiver.close();
        fixture.close();
    }

    @Test
    void takesALifeOfACardToItsReceiverInOrderAndSigned() throws Exception {
        JsonNode endpoint = made("/life", "\"*\"");
        made("/other", "\"top_up.succeeded\"");
        String product = fixture.product(GatewayFixture.UQPAY, DistributorClient.SHARED)
                .id()
                .value();
        String card = client.active(client.approved(product), product);
        client.make("/v1/cards/" + card + "/lock", "");
        client.awaitStatus(card, "LOCKED");
        long version = client.shown("/v1/cards/" + card).path("version").asLong();

        await(
                "the last event of the card",
                () -> versions("/life").getOrDefault(card, List.of()).contains(version));
        assertThat(versions("/life").get(card))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, version).boxed().toList());
        for (Request request : receiver.at("/life")) {
            assertThat(request.json().path("id").asText()).isEqualTo(request.id());
            assertThat(request.signature().split(" ")).contains(signature(endpoint, request));
        }
        assertThat(receiver.at("/other")).isEmpty();
        await(
                "the log of it",
                () -> list(endpoint, "/deliveries?status=PENDING").isEmpty());
        JsonNode logged = list(
                        endpoint,
                        "/deliveries?eventId=" + receiver.at("/life").getFirst().id())
                .getFirst();
        assertThat(logged.path("status").asText()).isEqualTo("DELIVERED");
        assertThat(logged.path("attempts").path(0).path("httpStatus").asInt()).isEqualTo(204);
        int before = receiver.at("/life").size();
        assertThat(fixture.admin(
                                "POST",
                                "/deliveries/outbound/" + logged.path("id").asText() + "/replay",
                                "")
                        .statusCode())
                .isEqualTo(202);
        await("the replay", () -> receiver.at("/life").size() > before);
        assertThat(receiver.at("/life").getLast().id())
                .isEqualTo(receiver.at("/life").getFirst().id());
        assertThat(fixture.gateway().get("/metrics").body()).contains("cardport_deliveries_attempts_total");
    }

    @Test
    void showsTheSecretOnce() {
        String key = DistributorClient.key();
        String body = body("/once", "\"card.closed\"");
        HttpResponse<String> first = client.post(ENDPOINTS, body, "Idempotency-Key", key);
        HttpResponse<String> again = client.post(ENDPOINTS, body, "Idempotency-Key", key);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(json(first).path("secret").asText()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(again).has("secret")).isFalse();
        assertThat(json(again).path("id")).isEqualTo(json(first).path("id"));
        JsonNode shown = client.shown(path(json(first)));
        assertThat(shown.has("secret")).isFalse();
        assertThat(shown.path("eventTypes").path(0).asText()).isEqualTo("card.closed");
        assertThat(client.post(ENDPOINTS, body).statusCode()).isEqualTo(400);
    }

    @Test
    void rotatesWithOverlap() throws Exception {
        JsonNode endpoint = made("/rotate", "\"card.closed\"");
        HttpResponse<String> rotated = client.post(path(endpoint) + "/rotate-secret", "{\"overlapHours\":1}");
        assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(200);
        ping(endpoint);
        Request both = receiver.at("/rotate").getLast();
        assertThat(both.signature().split(" ")).contains(signature(endpoint, both), signature(json(rotated), both));

        JsonNode last = json(client.post(path(endpoint) + "/rotate-secret", "{\"overlapHours\":0}"));
        ping(endpoint);
        Request one = receiver.at("/rotate").getLast();
        assertThat(one.signature().split(" "))
                .contains(signature(last, one))
                .doesNotContain(signature(endpoint, one), signature(json(rotated), one));
        assertThat(client.post(path(endpoint) + "/rotate-secret", "{\"overlapHours\":169}")
                        .statusCode())
                .isEqualTo(422);
        for (int count = 0; count < 4; count++) {
            client.post(path(endpoint) + "/rotate-secret", "{\"overlapHours\":9}");
        }
        assertThat(client.post(path(endpoint) + "/rotate-secret", "{\"overlapHours\":9}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void pingsTellWhatBecameOfThem() {
        JsonNode endpoint = made("/ping", "\"card.closed\"");
        JsonNode good = ping(endpoint);
        assertThat(good.path("status").asText()).isEqualTo("DELIVERED");
        Request request = receiver.at("/ping").getFirst();
        assertThat(request.id()).isEqualTo(good.path("eventId").asText());
        assertThat(request.json().path("type").asText()).isEqualTo("ping");
        assertThat(request.json().path("subject").path("id")).isEqualTo(endpoint.path("id"));

        receiver.answer("/ping", 500);
        JsonNode bad = ping(endpoint);
        assertThat(bad.path("status").asText()).isEqualTo("DEAD");
        assertThat(bad.path("attempts").path(0).path("outcome").asText()).isEqualTo("DECLINED");
        assertThat(receiver.at("/ping").getLast().json().path("version").asLong())
                .isEqualTo(2);
        assertThat(list(endpoint, "/deliveries")).hasSize(2);
    }

    @Test
    void twoRequestsWithOneKeyPingOnce() throws Exception {
        JsonNode endpoint = made("/slow", "\"card.closed\"");
        CountDownLatch answering = new CountDownLatch(1);
        receiver.hold("/slow", answering);
        String key = DistributorClient.key();
        Callable<HttpResponse<String>> call = () -> client.post(path(endpoint) + "/ping", "", "Idempotency-Key", key);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> first = callers.submit(call);
            await("the ping", () -> !receiver.at("/slow").isEmpty());

            HttpResponse<String> meanwhile = call.call();
            answering.countDown();

            assertThat(meanwhile.statusCode()).as(meanwhile.body()).isEqualTo(409);
            assertThat(json(meanwhile).path("code").asText()).isEqualTo("idempotency_in_flight");
            assertThat(json(meanwhile).has("operationId")).isFalse();
            assertThat(meanwhile.headers().firstValue("Retry-After")).isPresent();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(call.call().body()).isEqualTo(first.get().body());
        } finally {
            answering.countDown();
        }
        assertThat(receiver.at("/slow")).hasSize(1);
        assertThat(list(endpoint, "/deliveries")).hasSize(1);
    }

    @Test
    void aPingWhoseProcessDiedIsNotSentAgain() {
        JsonNode endpoint = made("/died", "\"card.closed\"");
        String key = DistributorClient.key();
        client.post(path(endpoint) + "/ping", "", "Idempotency-Key", key);
        Actor caller = new Actor.OfDistributor(fixture.distributor());
        Instant past = fixture.bean(InstantSource.class).instant().minusSeconds(1);
        fixture.bean(UnitOfWork.class).write(stores -> {
            Claim done = stores.claims().find(caller, key).orElseThrow();
            return stores.claims()
                    .claim(new Claim(caller, key + "-died", done.fingerprint(), done.made(), past, Optional.empty()));
        });

        HttpResponse<String> again = client.post(path(endpoint) + "/ping", "", "Idempotency-Key", key + "-died");

        assertThat(again.statusCode()).as(again.body()).isEqualTo(503);
        assertThat(json(again).path("code").asText()).isEqualTo("temporarily_unavailable");
        assertThat(receiver.at("/died")).hasSize(1);
    }

    @Test
    void aReceiverThatIsGoneIsSwitchedOffAndGetsWhatItMissedByReplay() {
        JsonNode endpoint = made("/gone", "\"*\"");
        receiver.answer("/gone", 410);
        String product = fixture.product(GatewayFixture.UQPAY, DistributorClient.SHARED)
                .id()
                .value();
        String card = client.active(client.approved(product), product);
        await(
                "the end of it",
                () -> client.shown(path(endpoint)).path("status").asText().equals("DISABLED"));
        assertThat(client.shown(path(endpoint)).path("disabledReason").asText()).isEqualTo("GONE");
        client.make("/v1/cards/" + card + "/lock", "");
        client.awaitStatus(card, "LOCKED");

        receiver.answer("/gone", 204);
        HttpResponse<String> enabled = client.send("PATCH", path(endpoint), "{\"status\":\"ENABLED\"}");
        assertThat(enabled.statusCode()).as(enabled.body()).isEqualTo(200);
        HttpResponse<String> replay = client.post(path(endpoint) + "/replay", "{\"since\":\"2020-01-01T00:00:00Z\"}");
        assertThat(replay.statusCode()).as(replay.body()).isEqualTo(202);
        assertThat(json(replay).path("count").asInt()).isPositive();
        long version = client.shown("/v1/cards/" + card).path("version").asLong();
        await(
                "all of the card",
                () -> versions("/gone").getOrDefault(card, List.of()).contains(version));
        assertThat(versions("/gone").get(card)).contains(1L);
    }

    @Test
    void deadLettersAreSeenAndReplayedByAdmins() {
        JsonNode endpoint = made("/dead", "\"card.requested\"");
        receiver.answer("/dead", 500);
        JsonNode dead = ping(endpoint);
        HttpResponse<String> listed = fixture.admin(
                "GET",
                "/deliveries/outbound?status=DEAD&endpointId="
                        + endpoint.path("id").asText(),
                "");
        assertThat(listed.statusCode()).as(listed.body()).isEqualTo(200);
        JsonNode first = json(listed).path("data").path(0);
        assertThat(first.path("id")).isEqualTo(dead.path("id"));
        assertThat(first.path("distributorId").asText()).startsWith("dist_");
        HttpResponse<String> replayed =
                fixture.admin("POST", "/deliveries/outbound/" + dead.path("id").asText() + "/replay", "");
        assertThat(replayed.statusCode()).as("a ping is no event of the feed").isEqualTo(404);
    }

    @Test
    void foreignMissingAndMalformedIdsAreTheSame() {
        List<String> ids = List.of("whe_00000000000000000000000000", "nothing");
        for (String id : ids) {
            assertThat(client.get(ENDPOINTS + "/" + id).statusCode()).isEqualTo(404);
            assertThat(client.send("PATCH", ENDPOINTS + "/" + id, "{}").statusCode())
                    .isEqualTo(404);
            assertThat(client.send("DELETE", ENDPOINTS + "/" + id, "").statusCode())
                    .isEqualTo(404);
            assertThat(client.get(ENDPOINTS + "/" + id + "/deliveries").statusCode())
                    .isEqualTo(404);
            for (String action : List.of("ping", "rotate-secret")) {
                assertThat(client.post(ENDPOINTS + "/" + id + "/" + action, "").statusCode())
                        .as(action)
                        .isEqualTo(404);
            }
            assertThat(client.post(ENDPOINTS + "/" + id + "/replay", "{\"onlyFailed\":true}")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void refusesWhatNoEndpointMayBe() {
        for (String body : List.of(
                "{\"url\":\"http://example.com/\",\"eventTypes\":[\"*\"]}",
                "{\"url\":\"https://a@example.com/\",\"eventTypes\":[\"*\"]}",
                "{\"url\":\"https://example.com/\",\"eventTypes\":[]}",
                "{\"url\":\"https://example.com/\",\"eventTypes\":[\"card.none\"]}",
                "{\"url\":\"https://example.com/\"}",
                "{\"eventTypes\":[\"*\"]}",
                "{\"url\":\"https://example.com/\",\"eventTypes\":[\"*\"],\"description\":\"" + "x".repeat(201)
                        + "\"}")) {
            assertThat(client.make(ENDPOINTS, body).statusCode()).as(body).isEqualTo(422);
        }
        JsonNode endpoint = made("/refuse", "\"card.closed\"");
        for (String body : List.of("{}", "{\"eventIds\":[\"card_1\"]}", "{\"since\":\"yesterday\"}")) {
            assertThat(client.post(path(endpoint) + "/replay", body).statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
        assertThat(client.send("DELETE", path(endpoint), "").statusCode()).isEqualTo(204);
        assertThat(client.get(path(endpoint)).statusCode()).isEqualTo(404);
    }

    private static String body(String path, String types) {
        return "{\"url\":\"%s\",\"eventTypes\":[%s],\"description\":\"ours\"}".formatted(receiver.url(path), types);
    }

    private static JsonNode made(String path, String types) {
        return client.made(ENDPOINTS, body(path, types));
    }

    private static String path(JsonNode endpoint) {
        return ENDPOINTS + "/" + endpoint.path("id").asText();
    }

    private static JsonNode ping(JsonNode endpoint) {
        HttpResponse<String> answer = client.post(path(endpoint) + "/ping", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static List<JsonNode> list(JsonNode endpoint, String part) {
        List<JsonNode> all = new ArrayList<>();
        client.shown(path(endpoint) + part).path("data").forEach(all::add);
        return all;
    }

    private static Map<String, List<Long>> versions(String path) {
        Map<String, List<Long>> versions = new HashMap<>();
        for (Request request : receiver.at(path)) {
            List<Long> seen = versions.computeIfAbsent(
                    request.json().path("subject").path("id").asText(), none -> new ArrayList<>());
            long version = request.json().path("version").asLong();
            if (!seen.contains(version)) {
                seen.add(version);
            }
        }
        return versions;
    }

    /** As Standard Webhooks 1.0 says, written here once more. */
    private static String signature(JsonNode endpoint, Request request) throws Exception {
        byte[] key = Base64.getDecoder().decode(endpoint.path("secret").asText().substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((request.id() + "." + request.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
    }
}
