package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A simulated Artha whose time stands still until it is moved, and a client that signs as its page says. */
abstract class ArthaFixture {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path data;

    Simulators simulators;
    IssuerControl artha;

    @BeforeEach
    void start() throws IOException {
        simulators =
                Simulators.start(data, 0, Settings.defaults().with(() -> NOW).seeded(5));
        artha = simulators.artha();
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    void pass(int seconds) {
        simulators.clock().advance(Duration.ofSeconds(seconds));
    }

    Caller.Reply get(String path) {
        return call("GET", path, new byte[0], headers("GET", "/ext" + path, new byte[0]));
    }

    Caller.Reply post(String path, ObjectNode body) {
        return send("POST", path, body);
    }

    Caller.Reply send(String method, String path, ObjectNode body) {
        byte[] bytes = Json.bytes(body);
        return call(method, path, bytes, headers(method, "/ext" + path, bytes));
    }

    Caller.Reply call(String method, String path, byte[] body, Map<String, String> headers) {
        return new Caller(artha.url(), headers)
                .send(method, path, body, headers.getOrDefault("type", "application/json"));
    }

    Map<String, String> headers(String method, String target, byte[] body) {
        return headers(
                method,
                target,
                body,
                simulators.clock().instant().getEpochSecond(),
                UUID.randomUUID().toString());
    }

    Map<String, String> headers(String method, String target, byte[] body, long time, String nonce) {
        try {
            String hash = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(artha.credential("apiSecret").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String lines = method + "\n" + target + "\n" + time + "\n" + nonce + "\n" + hash;
            var all = new LinkedHashMap<String, String>();
            all.put("X-API-Key", artha.credential("apiKey"));
            all.put("X-Timestamp", Long.toString(time));
            all.put("X-Nonce", nonce);
            all.put("X-Body-Hash", hash);
            all.put(
                    "X-Signature",
                    Base64.getEncoder().encodeToString(mac.doFinal(lines.getBytes(StandardCharsets.UTF_8))));
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode person(int number) {
        return Json.object()
                .put("type", "individual")
                .put("email", "holder" + number + "@example.com")
                .put("phoneCode", "+65")
                .put("phoneNumber", "86683306")
                .put("country", "SG")
                .put("firstName", "Ada")
                .put("lastName", "Lovelace")
                .put("externalReference", "ref-" + number);
    }

    static ObjectNode names() {
        ObjectNode body = Json.object();
        body.putObject("kycDetails").put("firstName", "Ada").put("lastName", "Lovelace");
        return body;
    }

    String customer(int number) {
        return post("/api/v1/customers", person(number)).text("customerId");
    }

    static String applicantPath(String customer, String product) {
        return "/api/v1/customers/" + customer + "/products/" + product + "/applicant";
    }

    /** A customer who is approved for the simplest product. */
    String approved(int number) {
        String customer = customer(number);
        post(applicantPath(customer, ArthaProducts.SIMPLE), names());
        pass(2);
        return customer;
    }

    static ObjectNode order(String customer, String product) {
        return Json.object()
                .put("customerId", customer)
                .put("productId", product)
                .put("currency", "USD");
    }

    /** An active card with nothing on it. */
    String card(int number) {
        String card = post("/api/v1/cards", order(approved(number), ArthaProducts.SIMPLE))
                .text("cardId");
        pass(1);
        return card;
    }

    Caller.Reply topup(String card, Object amount) {
        ObjectNode body = Json.object().put("currency", "USD");
        return post("/api/v1/cards/" + card + "/topup", body.putPOJO("amount", amount));
    }

    String merchantBalance() {
        return artha.state().path("balances").path(0).path("available_balance").asText();
    }

    void control(String path, ObjectNode body) {
        artha.call("POST", path, body);
    }
}
