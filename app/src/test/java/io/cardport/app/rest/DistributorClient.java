package io.cardport.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.GatewayFixture;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** A distributor that knows the interface by its contract only. */
final class DistributorClient {
    static final byte[] JPEG = HexFormat.of()
            .parseHex("ffd8ffe000104a46494600010100000100010000ffdb004300" + "01".repeat(64)
                    + "ffc0000b080001000101011100ffda0008010100003f0037ffd9");
    /** The UQPAY simulator's card product whose balance is shared. */
    static final String SHARED = "467e993f-317a-49fc-9ea0-bf49de7d1f76";

    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime() % 1_000_000);

    private final GatewayFixture fixture;

    DistributorClient(GatewayFixture fixture) {
        this.fixture = fixture;
    }

    static String key() {
        return "key-" + NUMBERS.incrementAndGet();
    }

    HttpResponse<String> get(String path) {
        return fixture.gateway().get(path, fixture.keys());
    }

    JsonNode shown(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return GatewayFixture.json(answer);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = fixture.gateway()
                .request(path, fixture.keys())
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int at = 0; at < headers.length; at += 2) {
            request.setHeader(headers[at], headers[at + 1]);
        }
        return fixture.gateway().send(request);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** A POST with a new key. */
    HttpResponse<String> make(String path, String body) {
        return post(path, body, "Idempotency-Key", key());
    }

    JsonNode made(String path, String body) {
        HttpResponse<String> answer = make(path, body);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(201, 202);
        return GatewayFixture.json(answer);
    }

    /** A person that no test had before. */
    static String person(String productId) {
        long number = NUMBERS.incrementAndGet();
        return "{\"productId\":\"%s\",\"type\":\"INDIVIDUAL\",\"email\":\"ada.%d@example.com\",\"firstName\":\"Ada\","
                        .formatted(productId, number)
                + "\"lastName\":\"Tan\",\"country\":\"SG\",\"mobile\":\"%d\",\"dateOfBirth\":\"1990-01-31\","
                        .formatted(80_000_000 + number % 9_999_999)
                + "\"gender\":\"FEMALE\",\"nationality\":\"SG\",\"address\":{\"line1\":\"1 Example Street\","
                + "\"city\":\"Singapore\",\"state\":\"Singapore\",\"postalCode\":\"018989\",\"country\":\"SG\"},"
                + "\"identity\":{\"documentType\":\"passport\",\"documentNumber\":\"E%d\",".formatted(number)
                + "\"issueDate\":\"2022-05-01\",\"expiryDate\":\"2032-05-01\"}}";
    }

    String approved(String productId) {
        String id = made("/v1/cardholders", person(productId)).path("id").asText();
        awaitApproval(id);
        return id;
    }

    void awaitApproval(String holder) {
        GatewayFixture.await(
                "the approval of " + holder,
                () -> shown("/v1/cardholders/" + holder + "/status")
                        .path("canIssueCard")
                        .asBoolean());
    }

    static String card(String holder, String product) {
        return "{\"cardholderId\":\"%s\",\"productId\":\"%s\",\"type\":\"VIRTUAL\",\"currency\":\"USD\"}"
                .formatted(holder, product);
    }

    String active(String holder, String product) {
        String id = made("/v1/cards", card(holder, product)).path("id").asText();
        awaitStatus(id, "ACTIVE");
        return id;
    }

    void awaitStatus(String card, String status) {
        GatewayFixture.await(
                status + " of " + card,
                () -> shown("/v1/cards/" + card).path("status").asText().equals(status));
    }

    HttpResponse<String> form(String path, String key, Object... namesAndValues) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            String filename = namesAndValues[at + 1] instanceof byte[] ? "; filename=\"x.jpg\"" : "";
            form.writeBytes(("--XyZ\r\nContent-Disposition: form-data; name=\"" + namesAndValues[at] + "\"" + filename
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes(
                    namesAndValues[at + 1] instanceof byte[] file
                            ? file
                            : namesAndValues[at + 1].toString().getBytes(StandardCharsets.UTF_8));
            form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes("--XyZ--\r\n".getBytes(StandardCharsets.UTF_8));
        return fixture.gateway()
                .send(fixture.gateway()
                        .request(path, fixture.keys())
                        .header("Content-Type", "multipart/form-data; boundary=XyZ")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray())));
    }
}
