package io.cardport.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardport.app.boot.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsHttpTest {
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("status").isInt()).isTrue();
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("code").asText()).isEqualTo(code);
        assertThat(body.path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(body.path("title").asText()).isNotBlank();
        assertThat(body.path("detail").asText()).isNotBlank();
        assertThat(answer.headers().allValues("X-Request-Id"))
                .containsExactly(body.path("instance").asText());
        return body;
    }

    @Test
    void anUnknownRouteIsNotFound() throws IOException {
        problem(gateway.get("/no/such/route"), 404, "not_found");
        problem(gateway.post("/no-such", "{}"), 404, "not_found");
    }

    @Test
    void aWrongMethodNamesTheRightOnes() throws IOException {
        HttpResponse<String> answer =
                gateway.send(gateway.request("/offender/things").DELETE());

        problem(answer, 405, "method_not_allowed");
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    }

    @Test
    void bodiesThatCannotBeParsedAreMalformed() throws IOException {
        problem(gateway.post("/offender/things", "{\"number\": "), 400, "malformed_request");
        problem(
                gateway.post("/offender/things", "{\"number\": \"" + OffenderController.SECRET + "\"}"),
                400,
                "malformed_request");
        problem(gateway.post("/offender/things", ""), 400, "malformed_request");
        problem(gateway.get("/offender/query"), 400, "malformed_request");
        problem(gateway.get("/offender/query?number=x"), 400, "malformed_request");
    }

    @Test
    void noBodyBreaksTheDoor() {
        Random random = new Random(42);
        for (int round = 0; round < 60; round++) {
            byte[] body = new byte[random.nextInt(200)];
            random.nextBytes(body);
            HttpResponse<String> answer = gateway.send(gateway.request("/offender/things")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));
            assertThat(answer.statusCode()).as("round %s", round).isEqualTo(400);
        }
    }

    @Test
    void otherContentTypesAndCompressionAreRefused() throws IOException {
        problem(
                gateway.send(gateway.request("/offender/things")
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString("1"))),
                415,
                "unsupported_media_type");
        problem(
                gateway.send(gateway.request("/offender/things")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("{\"number\": 1}"))),
                415,
                "unsupported_media_type");
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() throws IOException {
        String head = "POST /offender/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 99999999\r\nConnection: close\r\n\r\n";
        assertThat(raw(head)).startsWith("HTTP/1.1 413").contains("\"code\":\"payload_too_large\"");
    }

    @Test
    void aRequestThatIsNoHttpIsMalformed() throws IOException {
        assertThat(raw("GET /offender/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json");
    }

    @Test
    void whatWeThrowStaysInside() throws IOException {
        HttpResponse<String> answer = gateway.get("/offender/throws");

        problem(answer, 500, "internal_error");
        assertThat(answer.body()).doesNotContain("canary").doesNotContain("Exception");
    }

    @Test
    void aProblemOfOursKeepsItsMembersAndTheNumericStatus() throws IOException {
        HttpResponse<String> answer = gateway.get("/offender/problem");

        JsonNode body = problem(answer, 409, "card_state");
        assertThat(body.path("detail").asText()).isEqualTo("The card is closed.");
        assertThat(body.path("state").asText()).isEqualTo("CLOSED");
        assertThat(body.path("errors").path(0).path("pointer").asText()).isEqualTo("/amount");
        assertThat(body.path("provider").path("code").asText()).isEqualTo("E1");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void aClosedDoorIsUnauthenticated() throws IOException {
        HttpResponse<String> answer = gateway.get("/offender/closed");

        problem(answer, 401, "unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void aSaneRequestIdIsKeptAndAnotherReplaced() {
        assertThat(gateway.get("/offender/thread", "X-Request-Id", "caller-0123456789")
                        .headers()
                        .allValues("X-Request-Id"))
                .containsExactly("caller-0123456789");
        assertThat(gateway.get("/offender/thread", "X-Request-Id", "a b<script>")
                        .headers()
                        .allValues("X-Request-Id"))
                .singleElement()
                .asString()
                .startsWith("req_");
    }

    @Test
    void everyCodeExplainsItself() throws IOException {
        for (ProblemCode code : ProblemCode.values()) {
            HttpResponse<String> answer = gateway.get("/problems/" + code.word());
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode body = new ObjectMapper().readTree(answer.body());
            assertThat(body.path("code").asText()).isEqualTo(code.word());
            assertThat(body.path("next").asText()).isNotBlank();
        }
        problem(gateway.get("/problems/no_such_code"), 404, "not_found");
    }

    @Test
    void controllersRunOnVirtualThreadsAndSessionsInUtc() {
        assertThat(gateway.get("/offender/thread").body()).isEqualTo("virtual");
        assertThat(gateway.get("/offender/row").body()).isEqualTo("UTC");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] some = new byte[4096];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                answer.append(new String(some, 0, read, StandardCharsets.UTF_8));
                if (answer.indexOf("}") > 0) {
                    break;
                }
            }
            return answer.toString();
        }
    }
}
