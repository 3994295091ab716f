package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.await;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.GatewayFixture;
import io.cardport.app.rest.WebhookReceiver.Request;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.store.UnitOfWork;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A one-time password that an issuer pushes reaches the endpoint that names it, and stands nowhere else. */
class OneTimePasswordsHttpTest {
    /** No other number of the run holds it. */
    private static final String CANARY = "7719380264";

    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** Keeps every line that is logged. */
    private static final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

        private Lines() {
            start();
            root.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        @Override
        public void close() {
            root.detachAppender(this);
            stop();
        }
    }

    private static void endpoint(String path, String types) {
        client.made(
                "/v1/webhook-endpoints", "{\"url\":\"%s\",\"eventTypes\":[%s]}".formatted(receiver.url(path), types));
    }

    private static void push(JsonNode card, String code) {
        ObjectNode event =
                JSON.createObjectNode().put("event_type", "card.3ds.otp").put("subject", "test");
        event.putObject("data")
                .put("card_id", card.path("providerReference").asText())
                .put("otp", code)
                .put("reference_code", "QX")
                .put("merchant_name", "Shop")
                .put("transaction_amount", "10.50")
                .put("transaction_currency", "USD");
        fixture.simulators().uqpay().call("POST", "/events", event);
    }

    private static double counted(String start, String word) {
        return fixture.gateway()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(start) && line.contains("\"" + word + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void reachesItsReceiverOnceAndStandsNowhereElse() throws Exception {
        endpoint("/otp", "\"*\",\"card.otp\"");
        endpoint("/everything", "\"*\"");
        String product = fixture.product(UQPAY, DistributorClient.SHARED).id().value();
        JsonNode card = client.shown("/v1/cards/" + client.active(client.approved(product), product));
        fixture.simulators()
                .uqpay()
                .call(
                        "POST",
                        "/webhooks/mode",
                        JSON.createObjectNode().put("mode", "DUPLICATE").put("times", 1));
        try (Lines logged = new Lines()) {
            push(card, CANARY);
            await("the password", () -> !passwords("/otp").isEmpty());
            await("the repetition", () -> counted("cardport_webhooks_total", "duplicate") >= 1);
            await("its count", () -> counted("cardport_one_time_passwords_total", "received") == 1);
            assertThat(logged.lines).noneMatch(line -> line.contains(CANARY));
        }

        assertThat(passwords("/otp")).hasSize(1);
        assertThat(passwords("/everything")).isEmpty();
        Request request = passwords("/otp").getFirst();
        JsonNode told = request.json();
        assertThat(told.path("id").asText()).isEqualTo(request.id()).startsWith("evt_");
        assertThat(told.has("version")).isFalse();
        assertThat(told.path("subject").path("id")).isEqualTo(card.path("id"));
        assertThat(told.path("data"))
                .isEqualTo(
                        JSON.readTree("{\"purpose\":\"PAYMENT\",\"reference\":\"QX\",\"amount\":{\"amount\":\"10.50\","
                                + "\"currency\":\"USD\"},\"merchant\":\"Shop\",\"wallet\":null,\"otp\":\"" + CANARY
                                + "\"}"));
        assertThat(request.signature()).contains("v1,", "v1a,");
        nowhereElse();
    }

    private static List<Request> passwords(String path) {
        return receiver.at(path).stream()
                .filter(request -> request.json().path("type").asText().equals("card.otp"))
                .toList();
    }

    private static void nowhereElse() throws SQLException {
        assertThat(fixture.gateway().get("/metrics").body()).doesNotContain(CANARY);
        for (String path : List.of("/v1/events?limit=100", "/v1/webhook-endpoints")) {
            assertThat(client.get(path).body()).doesNotContain(CANARY, "\"card.otp\",\"occurredAt\"");
        }
        List<String> ids = json(fixture.admin("GET", "/deliveries/inbound?limit=100", ""))
                .path("data")
                .findValuesAsText("id");
        assertThat(ids).isNotEmpty();
        for (String id : ids) {
            byte[] kept = fixture.bean(UnitOfWork.class)
                    .read(stores -> stores.inbox().find(new DeliveryId(id)).orElseThrow())
                    .content();
            assertThat(new String(kept, StandardCharsets.UTF_8)).doesNotContain(CANARY);
        }
        String hex = HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8));
        var login = fixture.login();
        try (Connection database = DriverManager.getConnection(login.url(), login.username(), login.password());
                Statement statement = database.createStatement()) {
            for (String table : texts(
                    statement, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")) {
                assertThat(texts(statement, "SELECT t::text FROM " + table + " t"))
                        .as(table)
                        .noneMatch(row -> row.contains(CANARY) || row.contains(hex));
            }
        }
    }

    private static List<String> texts(Statement statement, String select) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(select)) {
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
        }
        return texts;
    }

    @Test
    void isNotToldOfACardThatAnAdminHasLocked() {
        endpoint("/locked", "\"card.otp\"");
        String product = fixture.product(UQPAY, DistributorClient.SHARED).id().value();
        JsonNode card = client.shown("/v1/cards/" + client.active(client.approved(product), product));
        String path = "/cards/" + card.path("id").asText() + "/lock";
        assertThat(fixture.admin("POST", path, "{\"reason\":\"stolen\"}").statusCode())
                .isIn(200, 202);
        client.awaitStatus(card.path("id").asText(), "LOCKED");
        push(card, "123456");
        await("its count", () -> counted("cardport_one_time_passwords_total", "withheld") >= 1);
        assertThat(receiver.at("/locked")).isEmpty();
    }
}
