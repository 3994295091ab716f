package io.cardport.simulators.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.simulators.Caller;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AccessTest extends UqpayFixture {

    private static final String PRODUCTS = "/v1/issuing/products";

    @Test
    void aNewTokenKillsTheOldOne() {
        assertThat(api.get(PRODUCTS).status()).isEqualTo(200);
        Caller second = Caller.uqpay(simulators);
        var dead = api.get(PRODUCTS);
        assertThat(dead.status()).isEqualTo(401);
        assertThat(dead.text("message")).isEqualTo("token has expired");
        assertThat(second.get(PRODUCTS).status()).isEqualTo(200);
    }

    @Test
    void aTokenLivesThirtyMinutes() {
        assertThat(Caller.token(simulators).body().path("expired_at").longValue())
                .isEqualTo(NOW.plusSeconds(1_800).getEpochSecond());
        api = Caller.uqpay(simulators);
        pass(1_799);
        assertThat(api.get(PRODUCTS).status()).isEqualTo(200);
        pass(1);
        assertThat(api.get(PRODUCTS).text("type")).isEqualTo("unauthorized_error");
    }

    @Test
    void strangersGetTheEnvelopeOfTheMiddleware() {
        Caller stranger = new Caller(simulators.uqpay().url(), Map.of());
        assertThat(stranger.get(PRODUCTS).status()).isEqualTo(401);
        assertThat(stranger.get(PRODUCTS).body().has("error")).isTrue();
        assertThat(stranger.with("x-auth-token", "Bearer a.b.c")
                        .get(PRODUCTS)
                        .body()
                        .has("error"))
                .isTrue();
        String token = Caller.token(simulators).text("auth_token");
        assertThat(stranger.with("x-auth-token", token).get(PRODUCTS).status()).isEqualTo(401);
        assertThat(stranger.with("x-auth-token", "Bearer " + token)
                        .get(PRODUCTS)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aWrongClientIdIs400AndAWrongKey401() {
        Caller client = new Caller(
                simulators.uqpay().url(),
                Map.of("x-client-id", "nobody", "x-api-key", simulators.uqpay().credential("apiKey")));
        assertThat(client.post("/v1/connect/token", Json.object()).status()).isEqualTo(400);
        Caller key = client.with("x-client-id", simulators.uqpay().credential("clientId"))
                .with("x-api-key", "wrong");
        assertThat(key.post("/v1/connect/token", Json.object()).status()).isEqualTo(401);
    }

    @Test
    void subAccountsHaveTheirOwnDocuments() {
        String sub = simulators.uqpay().credential("subAccountId");
        String holder = holder(1);
        Caller other = api.with("x-on-behalf-of", sub);
        assertThat(other.get("/v1/issuing/cardholders/" + holder).status()).isEqualTo(400);
        assertThat(other.post("/v1/issuing/cardholders", person(1)).status()).isEqualTo(200);
        assertThat(api.with("x-on-behalf-of", "").get(PRODUCTS).text("type")).isEqualTo("invalid_request_error");
        assertThat(api.with("x-on-behalf-of", "unknown").get(PRODUCTS).text("code"))
                .isEqualTo("sub_account_not_found");
    }

    @Test
    void theLimitIsPerCalendarMinute() {
        simulators.uqpay().set("rate-authenticated", 1);
        assertThat(api.get(PRODUCTS).status()).isEqualTo(200);
        var refused = api.get(PRODUCTS);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("code")).isEqualTo("too_many_requests");
        assertThat(refused.body().has("type")).isFalse();
        pass(60);
        assertThat(api.get(PRODUCTS).status()).isEqualTo(200);
    }

    @Test
    void aResultIsReplayedForADayFailuresToo() {
        Caller keyed = api.with("x-idempotency-key", "key-1");
        String holder = holder(1);
        simulators
                .uqpay()
                .call("POST", "/balances", Json.object().put("currency", "USD").put("available", "0"));
        var body = order(holder, Products.SINGLE).put("card_limit", 10);
        assertThat(keyed.post("/v1/issuing/cards", body).text("type")).isEqualTo("account_error");
        simulators
                .uqpay()
                .call("POST", "/balances", Json.object().put("currency", "USD").put("available", "50"));
        assertThat(keyed.post("/v1/issuing/cards", body).text("type")).isEqualTo("account_error");
        assertThat(keyed.post("/v1/issuing/cards", body.deepCopy().put("card_limit", 9))
                        .text("type"))
                .isEqualTo("idempotency_error");
        simulators.clock().advance(Duration.ofHours(24));
        keyed = Caller.uqpay(simulators).with("x-idempotency-key", "key-1");
        assertThat(keyed.post("/v1/issuing/cards", body).status()).isEqualTo(200);
        assertThat(simulators.uqpay().state().path("cards")).hasSize(1);
        assertThat(simulators
                        .uqpay()
                        .state()
                        .path("cards")
                        .path(0)
                        .path("idempotency_key")
                        .asText())
                .isEqualTo("key-1");
    }

    @Test
    void aKeyIsNeededOnPostAndHasAtMost64Characters() {
        assertThat(api.with("x-idempotency-key", "x".repeat(65))
                        .post("/v1/issuing/cardholders", person(1))
                        .status())
                .isEqualTo(400);
        assertThat(api.with("x-idempotency-key", " ")
                        .post("/v1/issuing/cardholders", person(1))
                        .status())
                .isEqualTo(400);
        assertThat(api.with("x-idempotency-key", "x".repeat(64))
                        .post("/v1/issuing/cardholders", person(1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theSameKeyWhileTheFirstIsRunningIsAFlat400() throws InterruptedException {
        String holder = holder(1);
        simulators.uqpay().misbehave(Fault.DELAY, "POST", "/v1/issuing/cards", 1, 1_500);
        Caller keyed = api.with("x-idempotency-key", "slow");
        Thread first = Thread.ofVirtual().start(() -> keyed.post("/v1/issuing/cards", order(holder, SHARE)));
        Caller.eventually(
                () -> simulators
                        .uqpay()
                        .requests()
                        .path("POST /v1/issuing/cards")
                        .asInt(),
                n -> n == 1);
        Thread.sleep(200);
        var second = keyed.post("/v1/issuing/cards", order(holder, SHARE));
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text("message")).contains("Request is processing");
        assertThat(second.body().path("code").asInt()).isEqualTo(200);
        first.join();
        assertThat(keyed.post("/v1/issuing/cards", order(holder, SHARE)).status())
                .isEqualTo(200);
        assertThat(simulators.uqpay().state().path("cards")).hasSize(1);
    }

    @Test
    void oneKeyInParallelMakesOneCard() {
        String holder = holder(1);
        Caller keyed = api.with("x-idempotency-key", "same");
        Set<String> cards = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> {
                    var reply = keyed.post("/v1/issuing/cards", order(holder, SHARE));
                    if (reply.status() == 200) {
                        cards.add(reply.text("card_id"));
                    }
                });
            }
        }
        assertThat(cards).hasSize(1);
        assertThat(simulators.uqpay().state().path("cards")).hasSize(1);
    }
}
