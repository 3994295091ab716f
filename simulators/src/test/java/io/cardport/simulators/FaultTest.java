package io.cardport.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {

    private static final String HOLDERS = "/v1/issuing/cardholders";

    @TempDir
    Path data;

    private Simulators simulators;
    private Caller api;

    @BeforeEach
    void start() throws IOException {
        simulators = Simulators.start(data, 0, Settings.quick());
        api = Caller.uqpay(simulators);
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    /** The headers came whole and the body did not: an empty body is not what the caller wanted to say. */
    @Test
    void aBodyThatEndsEarlyIsNoRequest() throws IOException {
        URI uri = URI.create(simulators.uqpay().url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("POST " + uri.getPath() + HOLDERS
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(simulators.uqpay().requests().has("POST " + HOLDERS)).isFalse();
    }

    @Test
    void aConnectionDroppedBeforeLeavesNothing() {
        simulators.uqpay().misbehave(Fault.DROP_BEFORE, "POST", HOLDERS);
        assertThatThrownBy(this::raw).isInstanceOf(IOException.class);
        assertThat(holders()).isZero();
        assertThat(api.post(HOLDERS, person()).status()).isEqualTo(200);
    }

    @Test
    void aConnectionDroppedAfterLeavesTheEffectAndTheKeyFindsIt() {
        simulators.uqpay().misbehave(Fault.DROP_AFTER, "POST", HOLDERS);
        assertThatThrownBy(this::raw).isInstanceOf(IOException.class);
        assertThat(holders()).isEqualTo(1);
        var again = api.with("x-idempotency-key", "k").post(HOLDERS, person());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("cardholder_id"))
                .isEqualTo(simulators
                        .uqpay()
                        .state()
                        .path("holders")
                        .path(0)
                        .path("cardholder_id")
                        .asText());
        assertThat(holders()).isEqualTo(1);
    }

    @Test
    void anAnswerIsCutInTheMiddle() {
        simulators.uqpay().misbehave(Fault.CUT, "POST", HOLDERS);
        assertThatThrownBy(this::raw).isInstanceOf(IOException.class);
        assertThat(holders()).isEqualTo(1);
    }

    @Test
    void answersAreMalformedOrHaveUnknownWords() {
        simulators.uqpay().misbehave(Fault.MALFORMED, "POST", HOLDERS);
        var malformed = api.post(HOLDERS, person());
        assertThat(malformed.status()).isEqualTo(200);
        assertThat(malformed.body()).isEmpty();
        simulators.uqpay().misbehave(Fault.UNKNOWN_WORD, "GET", HOLDERS + "/.*");
        String id = simulators
                .uqpay()
                .state()
                .path("holders")
                .path(0)
                .path("cardholder_id")
                .asText();
        assertThat(api.get(HOLDERS + "/" + id).text("cardholder_status")).isEqualTo("SOMETHING_NEW");
        assertThat(api.get(HOLDERS + "/" + id).text("cardholder_status")).isEqualTo("SUCCESS");
    }

    @Test
    void refusalsAreInTheIssuersWords() {
        simulators.uqpay().misbehave(Fault.RATE_LIMITED, "*", ".*", 1, 7);
        var limited = api.get(HOLDERS);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.headers()).containsEntry("retry-after", "7");
        simulators.uqpay().misbehave(Fault.SERVER_ERROR, "*", ".*", 2, 1);
        assertThat(api.get(HOLDERS).text("type")).isEqualTo("api_error");
        assertThat(api.get(HOLDERS).status()).isEqualTo(500);
        simulators.uqpay().misbehave(Fault.UNAUTHORIZED, "*", ".*");
        assertThat(api.get(HOLDERS).status()).isEqualTo(401);
        assertThat(api.get(HOLDERS).status()).isEqualTo(200);
        simulators.uqpay().misbehave(Fault.TOKEN_EXPIRED, "*", ".*");
        assertThat(api.get(HOLDERS).text("message")).isEqualTo("token has expired");
        assertThat(api.get(HOLDERS).status()).isEqualTo(401);
        simulators.netpay().misbehave(Fault.SERVER_ERROR, "*", ".*");
        var netpay = Caller.netpay(simulators).get("/cardholders/1/status");
        assertThat(netpay.status()).isEqualTo(500);
        assertThat(netpay.body().path("success").asBoolean(true)).isFalse();
    }

    @Test
    void anErrorAfterTheEffectLeavesIt() {
        simulators.uqpay().misbehave(Fault.SERVER_ERROR_AFTER, "POST", HOLDERS);
        assertThat(api.post(HOLDERS, person()).status()).isEqualTo(500);
        assertThat(holders()).isEqualTo(1);
    }

    @Test
    void controlCallsWorkOverHttp() {
        Caller control = new Caller(simulators.url() + "/_control", Map.of());
        assertThat(control.get("/health").text("status")).isEqualTo("UP");
        ObjectNode rule =
                Json.object().put("fault", "SERVER_ERROR").put("path", HOLDERS).put("times", -1);
        assertThat(control.post("/uqpay/misbehave", rule).status()).isEqualTo(200);
        assertThat(api.get(HOLDERS).status()).isEqualTo(500);
        assertThat(control.get("/uqpay/misbehave").body().path("waiting")).hasSize(1);
        assertThat(control.send("DELETE", "/uqpay/misbehave", new byte[0], "text/plain")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(HOLDERS).status()).isEqualTo(200);
        assertThat(control.get("/uqpay/requests").body().path("GET " + HOLDERS).asInt())
                .isEqualTo(2);
        assertThat(control.post("/uqpay/misbehave", "{\"fault\":\"NONSENSE\"}").status())
                .isEqualTo(400);
        assertThat(control.post("/uqpay/misbehave", "{\"fault\":\"CUT\",\"path\":\"(\"}")
                        .status())
                .isEqualTo(400);
        assertThat(control.post("/uqpay/settings", "{\"nonsense\":1}").status()).isEqualTo(400);
        assertThat(control.post("/uqpay/webhook-url", "{\"url\":\"not an url\"}")
                        .status())
                .isEqualTo(400);
        assertThat(control.post("/nobody/reset", "").status()).isEqualTo(404);
        assertThat(control.post("/clock", "{\"advance\":\"soon\"}").status()).isEqualTo(400);
        assertThat(control.post("/clock", "{\"advance\":\"PT10M\"}").status()).isEqualTo(200);
        api.post(HOLDERS, person());
        assertThat(control.post("/uqpay/reset", "").status()).isEqualTo(200);
        assertThat(holders()).isZero();
        assertThat(Caller.uqpay(simulators).get(HOLDERS).status()).isEqualTo(200);
    }

    private void raw() throws IOException {
        api.with("x-idempotency-key", "k").exchange("POST", HOLDERS, Json.bytes(person()), "application/json");
    }

    private int holders() {
        return simulators.uqpay().state().path("holders").size();
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
