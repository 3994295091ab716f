package io.cardport.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardport.app.GatewayFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The distributor API takes what the npm package http-message-signatures signs; skipped where that cannot be had. */
class IndependentSignerHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SOURCE = Path.of("..", "http-signatures", "src", "test", "interop");
    private static final Path HOME = Path.of("target", "interop");

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(HOME);
        for (String name : List.of("package.json", "package-lock.json", "interop.js")) {
            Files.write(HOME.resolve(name), Files.readAllBytes(SOURCE.resolve(name)));
        }
        try {
            Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("npm.log").toFile())
                    .start();
            if (!npm.waitFor(2, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                abort("npm could not install http-message-signatures; target/interop/npm.log tells why");
            }
        } catch (IOException notThere) {
            abort("Node and npm are not on the PATH: " + notThere.getMessage());
        }
    }

    private static JsonNode ask(Map<String, ?> question) throws Exception {
        Process node = new ProcessBuilder("node", "interop.js")
                .directory(HOME.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        node.getOutputStream().write(JSON.writeValueAsBytes(question));
        node.getOutputStream().close();
        String answer = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).isZero();
        return JSON.readTree(answer);
    }

    @Test
    void itsSignedRequestsAreTaken() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair pair = generator.generateKeyPair();
        String body = """
                {"type":"INDIVIDUAL","email":"interop@example.com","firstName":"Ada","lastName":"Tan","country":"SG",\
                "mobile":"87654321","dateOfBirth":"1990-01-31","gender":"FEMALE","nationality":"SG","address":{"line1":\
                "1 Example Street","city":"Singapore","state":"Singapore","postalCode":"018989","country":"SG"},\
                "identity":{"documentType":"passport","documentNumber":"E1","issueDate":"2022-05-01",\
                "expiryDate":"2032-05-01"}}""";
        try (GatewayFixture fixture = GatewayFixture.start()) {
            String keyId = GatewayFixture.json(SigningClient.register(
                            fixture, pem("PUBLIC KEY", pair.getPublic().getEncoded()), "ecdsa-p384-sha384"))
                    .path("id")
                    .asText();
            Map<String, Object> question = new HashMap<>();
            question.put("command", "sign");
            question.put("alg", "ecdsa-p384-sha384");
            question.put("keyid", keyId);
            question.put("pem", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            question.put("label", "theirs");
            question.put("nonce", "a-nonce-of-theirs");
            question.put("params", List.of("created", "keyid", "nonce", "alg"));
            question.put("fields", List.of("@method", "@target-uri", "content-digest", "idempotency-key"));
            question.put(
                    "message",
                    Map.of(
                            "method",
                            "POST",
                            "url",
                            fixture.gateway().url() + "/v1/cardholders",
                            "headers",
                            Map.of(
                                    "Content-Type",
                                    "application/json",
                                    "Content-Digest",
                                    "sha-256=:" + SigningClient.sha256(body) + ":",
                                    "Idempotency-Key",
                                    "interop-1")));

            HttpResponse<String> answer = send(fixture, ask(question).path("headers"), body);
            assertThat(answer.statusCode()).as(answer.body()).isIn(201, 202);

            // The nonce is used up and the body is another one.
            HttpResponse<String> spoiled = send(fixture, ask(question).path("headers"), body.replace("Ada", "Eve"));
            assertThat(spoiled.statusCode()).isEqualTo(401);
        }
    }

    private static HttpResponse<String> send(GatewayFixture fixture, JsonNode headers, String body) {
        List<String> sent = new ArrayList<>();
        headers.properties().forEach(header -> {
            sent.add(header.getKey());
            sent.add(header.getValue().asText());
        });
        return fixture.gateway()
                .send(fixture.gateway()
                        .request("/v1/cardholders", sent.toArray(String[]::new))
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }
}
