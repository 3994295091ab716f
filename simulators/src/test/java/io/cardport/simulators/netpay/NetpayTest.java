package io.cardport.simulators.netpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetpayTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

    @TempDir
    Path data;

    private Simulators simulators;
    private Caller api;

    @BeforeEach
    void start() throws IOException {
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        simulators =
                Simulators.start(data, 0, Settings.defaults().with(() -> now).seeded(3));
        api = Caller.netpay(simulators);
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    @Test
    void aHolderIsReviewedThenACardIsIssuedActivatedAndRevealed() {
        var created = create(form("a@example.com"), PNG);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("userId")).matches("[0-9a-f]{24}");
        assertThat(created.text("holderId")).matches("\\d+");
        assertThat(created.text("holderStatus")).isEqualTo("IN_REVIEW");
        String holder = created.text("holderId");
        var early = api.post("/cards", order(holder));
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.text("message")).isEqualTo("Cardholder is still being verified");
        pass(2);
        var status = api.get("/cardholders/" + holder + "/status");
        assertThat(status.text("status")).isEqualTo("ACTIVE");
        assertThat(status.body().path("canIssueCard").asBoolean()).isTrue();

        var card = api.post("/cards", order(holder));
        assertThat(card.status()).isEqualTo(201);
        assertThat(card.text("status")).isEqualTo("pending");
        assertThat(card.text("cardId")).matches("[0-9a-f]{24}");
        String path = "/cards/" + card.text("uqpayCardId") + "/reveal";
        assertThat(api.get(path).status()).isEqualTo(422);
        assertThat(api.get("/cards/" + card.text("cardId") + "/reveal").status())
                .isEqualTo(404);
        pass(1);
        var details = api.get(path).body().path("cardDetails");
        assertThat(details.path("card_number").asText()).matches("411111\\d{10}");
        assertThat(details.path("expiry_date").asText()).isEqualTo("11/29");
        assertThat(wallet()).isEqualTo("9999974.50");
    }

    @Test
    void keysAreCheckedBeforeAnything() {
        assertThat(api.with("X-Access-Key", "wrong")
                        .get("/cardholders/1/status")
                        .status())
                .isEqualTo(401);
        assertThat(new Caller(simulators.netpay().url(), Map.of())
                        .get("/nowhere")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void badFormsAre422() {
        assertThat(create(without("email"), PNG).text("message")).isEqualTo("email is required");
        assertThat(create(with("country", "Narnia"), PNG).status()).isEqualTo(422);
        assertThat(create(with("mobile", "+65123"), PNG).status()).isEqualTo(422);
        assertThat(create(with("kycDocType", "visa"), PNG).status()).isEqualTo(422);
        assertThat(create(with("kycDob", "01.02.1990"), PNG).status()).isEqualTo(422);
        assertThat(create(form("b@example.com"), "%PDF-1.7".getBytes(StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(422);
        byte[] large = new byte[5 * 1024 * 1024 + 1];
        System.arraycopy(PNG, 0, large, 0, PNG.length);
        assertThat(create(form("b@example.com"), large).text("message")).contains("5 MB");
        assertThat(api.post("/cardholders", Json.object()).status()).isEqualTo(422);
        assertThat(simulators.netpay().state().path("holders")).isEmpty();
        assertThat(create(form("b@example.com"), PNG).status()).isEqualTo(201);
        assertThat(create(form("B@example.com"), PNG).text("message")).isEqualTo("email is already registered");
    }

    @Test
    void badOrdersAreRefusedAndTakeNoMoney() {
        String holder = active("c@example.com");
        assertThat(api.post("/cards", order("999")).status()).isEqualTo(404);
        assertThat(api.post("/cards", order(holder).put("cardType", "physical")).status())
                .isEqualTo(422);
        assertThat(api.post("/cards", order(holder).put("loadAmount", 1.005)).status())
                .isEqualTo(422);
        assertThat(api.post("/cards", order(holder).put("loadAmount", "25")).status())
                .isEqualTo(422);
        assertThat(api.post("/cards", order(holder).put("currency", "EUR")).status())
                .isEqualTo(422);
        simulators.netpay().call("POST", "/wallet", Json.object().put("available", "25.49"));
        assertThat(api.post("/cards", order(holder)).status()).isEqualTo(402);
        simulators.netpay().call("POST", "/fail-next", Json.object().put("what", "ISSUE_DOWN"));
        assertThat(api.post("/cards", order(holder).put("loadAmount", 1)).status())
                .isEqualTo(502);
        simulators.netpay().call("POST", "/holders/" + holder + "/reject", Json.object());
        assertThat(api.post("/cards", order(holder)).status()).isEqualTo(422);
        assertThat(wallet()).isEqualTo("25.49");
    }

    @Test
    void aCardThatFailsRefundsTheWallet() {
        String holder = active("d@example.com");
        simulators.netpay().call("POST", "/fail-next", Json.object().put("what", "ACTIVATION"));
        api.post("/cards", order(holder));
        pass(1);
        assertThat(simulators
                        .netpay()
                        .state()
                        .path("cards")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("failed");
        assertThat(wallet()).isEqualTo("10000000.00");
    }

    @Test
    void anIdempotencyKeyIsReplayedAndItsTwoConflictsAreToldApart() throws InterruptedException {
        Caller keyed = api.with("Idempotency-Key", "k-1");
        String holder = active("e@example.com");
        var first = keyed.post("/cards", order(holder));
        assertThat(keyed.post("/cards", order(holder)).body()).isEqualTo(first.body());
        var other = keyed.post("/cards", order(holder).put("loadAmount", 1));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("message")).contains("different request");
        assertThat(api.with("Idempotency-Key", "x".repeat(201))
                        .post("/cards", order(holder))
                        .status())
                .isEqualTo(400);

        simulators.netpay().misbehave(Fault.DELAY, "POST", "/cards", 1, 2_000);
        Caller slow = api.with("Idempotency-Key", "k-2");
        Thread running = Thread.ofVirtual().start(() -> slow.post("/cards", order(holder)));
        Caller.eventually(
                () -> simulators.netpay().requests().path("POST /cards").asInt(), n -> n == 5);
        Thread.sleep(200);
        var conflict = slow.post("/cards", order(holder));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text("message")).contains("still being processed");
        running.join();
        assertThat(simulators.netpay().state().path("cards")).hasSize(2);

        pass(24 * 3600);
        assertThat(keyed.post("/cards", order(holder)).text("cardId")).isNotEqualTo(first.text("cardId"));
    }

    @Test
    void theRateLimitIsPerMinuteAndTellsWhen() {
        simulators.netpay().set("rate-limit", 2);
        assertThat(api.get("/cardholders/1/status").headers()).containsEntry("ratelimit-remaining", "1");
        api.get("/cardholders/1/status");
        var third = api.get("/cardholders/1/status");
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.headers()).containsEntry("retry-after", "60");
        pass(60);
        assertThat(api.get("/cardholders/1/status").status()).isEqualTo(404);
    }

    @Test
    void extensionsAreThereOnlyBehindTheirSwitch() {
        String card = api.post("/cards", order(active("f@example.com"))).text("uqpayCardId");
        assertThat(api.get("/cards/" + card + "/status").status()).isEqualTo(404);
        simulators.netpay().set("extensions", 1);
        assertThat(api.get("/cards/" + card + "/status").text("status")).isEqualTo("pending");
        pass(1);
        assertThat(post(card, "load", 10).body().path("result").path("balance").asText())
                .isEqualTo("35.50");
        assertThat(post(card, "load", 0).status()).isEqualTo(400);
        assertThat(post(card, "unload", 35.5).status()).isEqualTo(200);
        assertThat(post(card, "freeze", 0).status()).isEqualTo(200);
        assertThat(post(card, "freeze", 0).status()).isEqualTo(422);
        assertThat(post(card, "unfreeze", 0).status()).isEqualTo(200);
        assertThat(api.get("/cards/" + card + "/transactions?limit=1")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertThat(post(card, "terminate", 0).status()).isEqualTo(200);
        assertThat(post(card, "terminate", 0).status()).isEqualTo(409);
        assertThat(wallet()).isEqualTo("10000000.00");
    }

    private Caller.Reply post(String card, String what, double amount) {
        return api.post("/cards/" + card + "/" + what, Json.object().put("amount", amount));
    }

    private String active(String email) {
        String holder = create(form(email), PNG).text("holderId");
        pass(2);
        return holder;
    }

    private void pass(int seconds) {
        simulators.clock().advance(Duration.ofSeconds(seconds));
    }

    private String wallet() {
        return simulators
                .netpay()
                .state()
                .path("balances")
                .path(0)
                .path("available_balance")
                .asText();
    }

    private static ObjectNode order(String holder) {
        return Json.object()
                .put("holderId", holder)
                .put("cardType", "virtual")
                .put("card_product_id", "111031")
                .put("currency", "USD")
                .put("loadAmount", 25.5);
    }

    private static Map<String, String> form(String email) {
        var form = new LinkedHashMap<String, String>();
        form.put("email", email);
        form.put("firstName", "Grace");
        form.put("lastName", "Hopper");
        form.put("country", "US");
        form.put("mobile", "2025550123");
        form.put("kycDocType", "passport");
        form.put("kycIdNumber", "X123");
        return form;
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> form = form("x@example.com");
        form.put(name, value);
        return form;
    }

    private static Map<String, String> without(String name) {
        Map<String, String> form = form("x@example.com");
        form.remove(name);
        return form;
    }

    private Caller.Reply create(Map<String, String> fields, byte[] document) {
        var body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes("--b\r\nContent-Disposition: form-data; name=\"docFront\"; filename=\"f.png\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(document);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return api.send("POST", "/cardholders", body.toByteArray(), "multipart/form-data; boundary=b");
    }
}
