package io.cardport.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String SHARE = "467e993f-317a-49fc-9ea0-bf49de7d1f76";

    @TempDir
    Path data;

    @Test
    void everythingIsThereAgainAndWhatWasPendingGoesOn() throws IOException {
        Settings settings = Settings.defaults().with(() -> NOW);
        ObjectNode before;
        ObjectNode credentials;
        Caller.Reply made;
        ObjectNode order = Json.object().put("card_currency", "USD").put("card_product_id", SHARE);
        String url;
        try (Simulators first = Simulators.start(data, 0, settings)) {
            Caller api = Caller.uqpay(first);
            order.put(
                    "cardholder_id",
                    api.post("/v1/issuing/cardholders", person()).text("cardholder_id"));
            made = api.with("x-idempotency-key", "k").post("/v1/issuing/cards", order);
            first.uqpay().set("order-delay-ms", 5);
            before = first.uqpay().state();
            credentials = first.uqpay().credentials();
            url = first.uqpay().url();
            assertThat(Files.readString(data.resolve("simulators.json"))).contains(url);
        }
        try (Simulators second = Simulators.start(data, 0, settings)) {
            assertThat(second.uqpay().url()).isEqualTo(url);
            assertThat(second.uqpay().state()).isEqualTo(before);
            assertThat(second.uqpay().credentials()).isEqualTo(credentials);
            Caller api = Caller.uqpay(second);
            assertThat(api.with("x-idempotency-key", "k")
                            .post("/v1/issuing/cards", order)
                            .body())
                    .isEqualTo(made.body());
            second.clock().advance(Duration.ofSeconds(1));
            assertThat(api.get("/v1/issuing/cards/" + made.text("card_id")).text("card_status"))
                    .isEqualTo("ACTIVE");
            assertThat(second.uqpay()
                            .call("POST", "/settings", Json.object())
                            .path("order-delay-ms")
                            .asInt())
                    .isEqualTo(5);
        }
    }

    @Test
    void aMoveOfTheClockIsKept() throws IOException {
        Settings settings = Settings.defaults().with(() -> NOW);
        try (Simulators first = Simulators.start(data, 0, settings)) {
            first.clock().advance(Duration.ofSeconds(90));
        }
        try (Simulators second = Simulators.start(data, 0, settings)) {
            assertThat(second.clock().instant()).isEqualTo(NOW.plusSeconds(90));
        }
    }

    @Test
    void halfALineAtTheEndIsNothing() throws IOException {
        Settings settings = Settings.quick();
        try (Simulators first = Simulators.start(data, 0, settings)) {
            Caller.uqpay(first).post("/v1/issuing/cardholders", person());
        }
        Path journal = data.resolve("issuers").resolve("uqpay.jsonl");
        Files.writeString(journal, "{\"t\":\"holders\",\"k\":\"x\",\"v\":{\"cardh", StandardOpenOption.APPEND);
        try (Simulators second = Simulators.start(data, 0, settings)) {
            assertThat(second.uqpay().state().path("holders")).hasSize(1);
        }
    }

    @Test
    void aFolderIsForOneProcess() throws IOException {
        Settings settings = Settings.quick();
        try (Simulators first = Simulators.start(data, 0, settings)) {
            assertThat(first.url()).isNotEmpty();
            // Inside one JVM the platform reports a second lock in its own way.
            assertThatThrownBy(() -> Simulators.start(data, 0, settings))
                    .isInstanceOfAny(IOException.class, OverlappingFileLockException.class);
        }
    }

    private static ObjectNode person() {
        return Json.object()
                .put("email", "ada@example.com")
                .put("first_name", "Ada")
                .put("last_name", "Lovelace")
                .put("country_code", "SG")
                .put("phone_number", "86683306");
    }
}
