package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A simulated OffBlocks whose time stands still until it is moved. */
abstract class OffblocksFixture {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path data;

    Simulators simulators;
    SignedCaller api;

    @BeforeEach
    void start() throws IOException {
        simulators = Simulators.start(data, 0, Settings.defaults().with(() -> NOW));
        api = new SignedCaller(simulators);
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    void pass(int seconds) {
        simulators.clock().advance(Duration.ofSeconds(seconds));
    }

    ObjectNode control(String path, ObjectNode body) {
        return simulators.offblocks().call("POST", path, body);
    }

    void control(String path) {
        control(path, Json.object());
    }

    static ObjectNode person(String external) {
        return Json.object()
                .put("externalId", external)
                .put("chainId", "eip155:137:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb");
    }

    static ObjectNode currency(String code) {
        ObjectNode body = Json.object().put("type", "card_account");
        body.putArray("currencies").add(code);
        return body;
    }

    static ObjectNode order(String type) {
        ObjectNode body = Json.object().put("type", type);
        body.set("billingAddress", address());
        return body;
    }

    static ObjectNode address() {
        return Json.object()
                .put("firstLine", "1 Raffles Place")
                .put("city", "Singapore")
                .put("country", "SG")
                .put("postCode", "048616");
    }

    String customer(String external) {
        String id = api.post("/customers", person(external)).text("id");
        pass(2);
        return id;
    }

    String account(String external) {
        String id = api.post("/customers/" + customer(external) + "/accounts", currency("USD"))
                .text("id");
        pass(1);
        return id;
    }

    String card(String external) {
        String id = api.post("/accounts/" + account(external) + "/cards", order("virtual"))
                .text("id");
        pass(1);
        return id;
    }

    String status(String path) {
        return api.get(path).text("status");
    }
}
