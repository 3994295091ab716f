package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
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

/** A simulated UQPAY whose time stands still until it is moved. */
abstract class UqpayFixture {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final String SHARE = "467e993f-317a-49fc-9ea0-bf49de7d1f76";
    static final String IMAGE = "aW1hZ2U=";

    @TempDir
    Path data;

    Simulators simulators;
    Caller api;

    @BeforeEach
    void start() throws IOException {
        simulators =
                Simulators.start(data, 0, Settings.defaults().with(() -> NOW).seeded(7));
        api = Caller.uqpay(simulators);
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    void pass(int seconds) {
        simulators.clock().advance(Duration.ofSeconds(seconds));
    }

    static ObjectNode person(int number) {
        return Json.object()
                .put("email", "holder" + number + "@example.com")
                .put("first_name", "Ada")
                .put("last_name", "Lovelace")
                .put("country_code", "SG")
                .put("phone_number", Integer.toString(86_000_000 + number));
    }

    static ObjectNode verifiable(int number) {
        ObjectNode person = person(number).put("nationality", "SG").put("date_of_birth", "1990-05-01");
        person.put("gender", "FEMALE");
        person.putObject("residential_address")
                .put("country", "SG")
                .put("city", "Singapore")
                .put("line1", "1 Raffles Place");
        person.putObject("identity")
                .put("type", "PASSPORT")
                .put("number", "E1234567")
                .put("front_file", IMAGE);
        return person;
    }

    String holder(int number) {
        return api.post("/v1/issuing/cardholders", person(number)).text("cardholder_id");
    }

    ObjectNode order(String holder, String product) {
        return Json.object()
                .put("card_currency", "USD")
                .put("card_product_id", product)
                .put("cardholder_id", holder);
    }

    /** An active SINGLE card with 100.00 on it. */
    String prepaid(int number) {
        var reply = api.post(
                "/v1/issuing/cards", order(holder(number), Products.SINGLE).put("card_limit", 100));
        pass(1);
        return reply.text("card_id");
    }

    String status(String card) {
        return api.get("/v1/issuing/cards/" + card).text("card_status");
    }

    String balance() {
        return api.post("/v1/issuing/balances", Json.object().put("currency", "USD"))
                .text("available_balance");
    }
}
