package io.cardport.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.GatewayFixture;
import io.cardport.app.boot.TestPostgres;
import io.cardport.simulators.Settings;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests signed by RFC 9421, taken and refused, by real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedRequestsHttpTest {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private GatewayFixture fixture;
    private SigningClient client;

    @BeforeAll
    void start() {
        fixture = GatewayFixture.start();
        client = SigningClient.registered(fixture, "description", "the first");
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private static String holder() {
        long number = NUMBERS.incrementAndGet();
        return "{\"type\":\"INDIVIDUAL\",\"email\":\"s%d@example.com\",\"firstName\":\"Ada\",\"lastName\":\"Tan\","
                        .formatted(number)
                + "\"country\":\"SG\",\"mobile\":\"%d\",".formatted(81_000_000 + number)
                + "\"dateOfBirth\":\"1990-01-31\",\"gender\":\"FEMALE\","
                + "\"nationality\":\"SG\",\"address\":{\"line1\":\"1 Example Street\",\"city\":\"Singapore\","
                + "\"state\":\"Singapore\",\"postalCode\":\"018989\",\"country\":\"SG\"},\"identity\":{\"documentType\":"
                + "\"passport\",\"documentNumber\":\"E1\",\"issueDate\":\"2022-05-01\",\"expiryDate\":\"2032-05-01\"}}";
    }

    private SigningClient.Call get() {
        return client.call("GET", "/v1/providers");
    }

    private SigningClient.Call post() {
        return client.call("POST", "/v1/cardholders").body(holder()).key("signed-" + UUID.randomUUID());
    }

    private long holders() {
        return GatewayFixture.json(get2("/v1/cardholders?limit=100"))
                .path("data")
                .size();
    }

    private HttpResponse<String> get2(String path) {
        return fixture.gateway().get(path, fixture.keys());
    }

    @Test
    void aNodeWithAWrongClockGoesByTheDatabases() {
        Duration off = Duration.ofMinutes(10);
        try (GatewayFixture wrong = GatewayFixture.startOn(Settings.quick(), TestPostgres.ahead(off))) {
            SigningClient signer = SigningClient.registered(wrong);
            var right = signer.call("GET", "/v1/providers").created(off.toSeconds());
            assertThat(right.send().statusCode()).isEqualTo(200);
            assertThat(signer.call("GET", "/v1/providers").send().statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aSignedReadIsAnswered() {
        assertThat(get().send().statusCode()).isEqualTo(200);
        assertThat(client.call("GET", "/v1/cardholders?status=NEW&limit=5")
                        .send()
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSignedWriteIsCarriedOut() {
        HttpResponse<String> answer = post().send();

        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 202);
        assertThat(GatewayFixture.json(answer).path("id").asText()).startsWith("ch_");
    }

    @Test
    void aRepetitionFetchesTheFirstAnswerAndRunsNothing() {
        HttpRequest.Builder request = post().request();
        HttpResponse<String> first = fixture.gateway().send(request);
        long before = holders();

        HttpResponse<String> again = fixture.gateway().send(request);

        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isIn(201, 202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(holders()).isEqualTo(before);
    }

    @Test
    void aRepetitionWithoutABodyFetchesTheFirstAnswerToo() {
        HttpResponse<String> endpoint = client.call("POST", "/v1/webhook-endpoints")
                .body("{\"url\":\"https://cards.example.com/hook\",\"eventTypes\":[\"*\"]}")
                .key("signed-" + UUID.randomUUID())
                .send();
        String path = "/v1/webhook-endpoints/"
                + GatewayFixture.json(endpoint).path("id").asText();

        HttpRequest.Builder rotation = client.call("POST", path + "/rotate-secret")
                .key("signed-" + UUID.randomUUID())
                .request();
        HttpResponse<String> rotated = fixture.gateway().send(rotation);
        assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(200);
        HttpResponse<String> repeated = fixture.gateway().send(rotation);
        assertThat(repeated.statusCode()).as(repeated.body()).isEqualTo(200);
        assertThat(repeated.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(repeated.body()).doesNotContain("whsec_");

        HttpRequest.Builder removal =
                client.call("DELETE", path).key("signed-" + UUID.randomUUID()).request();
        assertThat(fixture.gateway().send(removal).statusCode()).isEqualTo(204);
        HttpResponse<String> again = fixture.gateway().send(removal);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(204);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        isRefused(fixture.gateway()
                .send(client.call("DELETE", path)
                        .key("signed-" + UUID.randomUUID())
                        .nonce(";nonce=\"\"")
                        .request()));
    }

    @Test
    void aNonceSeenBeforeRunsNothing() {
        String nonce = ";nonce=\"" + UUID.randomUUID() + "\"";
        HttpRequest.Builder read = get().nonce(nonce).request();
        assertThat(fixture.gateway().send(read).statusCode()).isEqualTo(200);
        long before = holders();

        isRefused(fixture.gateway().send(read));
        isRefused(get().nonce(nonce).send());
        isRefused(post().nonce(nonce).send());
        assertThat(holders()).isEqualTo(before);
    }

    @Test
    void aNonceSeenBeforeGivesNoAnswerToAnotherRequest() {
        String nonce = ";nonce=\"" + UUID.randomUUID() + "\"";
        String key = "signed-" + UUID.randomUUID();
        assertThat(client.call("POST", "/v1/cardholders")
                        .body(holder())
                        .key(key)
                        .nonce(nonce)
                        .send()
                        .statusCode())
                .isIn(201, 202);

        isRefused(client.call("POST", "/v1/cardholders")
                .body(holder())
                .key(key)
                .nonce(nonce)
                .send());
    }

    @Test
    void aNewSignatureWithTheSameKeyGetsTheFirstAnswer() {
        String body = holder();
        String key = "signed-" + UUID.randomUUID();
        HttpResponse<String> first =
                client.call("POST", "/v1/cardholders").body(body).key(key).send();
        HttpResponse<String> second =
                client.call("POST", "/v1/cardholders").body(body).key(key).send();

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSame() {
        long before = holders();
        SigningClient stranger = SigningClient.registered(fixture);
        List<SigningClient.Call> calls = List.of(
                post().sendingInstead(holder()),
                post().without("Content-Digest").uncovered("content-digest"),
                post().uncovered("content-digest"),
                post().uncovered("idempotency-key"),
                post().uncovered("@target-uri"),
                post().uncovered("@method"),
                post().alsoCovering("@method"),
                post().alsoCovering("x-absent"),
                post().alsoCovering("@unknown"),
                post().created(-301),
                post().created(60),
                post().nonce(""),
                post().nonce(";nonce=\"\""),
                post().keyId("key_00000000000000000000000000"),
                post().keyId("nobody"),
                post().keyId(stranger.keyId()),
                post().parameter(";alg=\"hmac-sha256\""),
                post().parameter(";alg=\"rsa-pss-sha512\""),
                post().parameter(";expires=1600000000"),
                post().parameter(";unknown=1"),
                post().signedAs("https://attacker.example"),
                post().header("Content-Digest", "md5=:AAAA:"),
                post().header("X-Forwarded-Host", "attacker.example").signedAs("http://attacker.example"));

        List<String> bodies = calls.stream()
                .map(SigningClient.Call::send)
                .map(SignedRequestsHttpTest::isRefused)
                .toList();

        HttpResponse<String> wrongKeys =
                fixture.gateway().get("/v1/providers", "X-Api-Key", "wrong", "X-Access-Key", "wrong");
        assertThat(bodies).containsOnly(isRefused(wrongKeys));
        assertThat(holders()).isEqualTo(before);
    }

    /** What is left of the body is the same for all: only the request's own id differs. */
    private static String isRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        return GatewayFixture.json(answer)
                .path("code")
                .asText()
                .concat(answer.body().replaceAll("\"instance\":\"[^\"]*\"", ""))
                .concat(answer.headers().firstValue("WWW-Authenticate").orElse(""));
    }

    @Test
    void aBrokenSignatureDoesNotFallBackToTheKeys() {
        HttpRequest.Builder request = get().keyId("nobody").request();
        request.headers(fixture.keys());

        isRefused(fixture.gateway().send(request));
    }

    @Test
    void keysRotateWithOverlapAndARevocationActsAtOnce() {
        SigningClient old = SigningClient.registered(fixture);
        SigningClient fresh = SigningClient.registered(fixture);
        assertThat(old.call("GET", "/v1/providers").send().statusCode()).isEqualTo(200);
        assertThat(fresh.call("GET", "/v1/providers").send().statusCode()).isEqualTo(200);

        String path = "/distributors/" + fixture.distributor().value() + "/keys/" + old.keyId();
        assertThat(fixture.admin("DELETE", path, "").statusCode()).isEqualTo(204);

        GatewayFixture.await(
                "the end of the key",
                () -> old.call("GET", "/v1/providers").send().statusCode() == 401);
        assertThat(fresh.call("GET", "/v1/providers").send().statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyHasItsTime() {
        SigningClient early = SigningClient.registered(
                fixture, "notBefore", Instant.now().plusSeconds(3_600).toString());
        SigningClient brief = SigningClient.registered(
                fixture, "expiresAt", Instant.now().plusSeconds(3).toString());

        isRefused(early.call("GET", "/v1/providers").send());
        GatewayFixture.await(
                "the key's end", () -> brief.call("GET", "/v1/providers").send().statusCode() == 401);
    }

    @Test
    void aDistributorCanBeMadeToSign() {
        String path = "/distributors/" + fixture.distributor().value();
        try {
            assertThat(fixture.admin("PATCH", path, "{\"signatureRequired\":true}")
                            .statusCode())
                    .isEqualTo(200);

            GatewayFixture.await("the keys' end", () -> get2("/v1/providers").statusCode() == 401);
            assertThat(get().send().statusCode()).isEqualTo(200);
        } finally {
            fixture.admin("PATCH", path, "{\"signatureRequired\":false}");
        }
        GatewayFixture.await("the keys' return", () -> get2("/v1/providers").statusCode() == 200);
    }

    @Test
    void aKeyIsShownWithoutWhatItIsFor() {
        JsonNode keys = GatewayFixture.json(fixture.admin(
                        "GET", "/distributors/" + fixture.distributor().value(), ""))
                .path("keys");

        assertThat(keys).anySatisfy(key -> {
            assertThat(key.path("id").asText()).isEqualTo(client.keyId());
            assertThat(key.path("kind").asText()).isEqualTo("PUBLIC_KEY");
            assertThat(key.path("algorithm").asText()).isEqualTo("ed25519");
            assertThat(key.path("description").asText()).isEqualTo("the first");
        });
        assertThat(keys).anySatisfy(key -> assertThat(key.path("kind").asText()).isEqualTo("API_KEY"));
    }

    @Test
    void keysThatCannotBeUsedAreRefused() throws Exception {
        String pem = SigningClient.pem(SigningClient.pair());
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp384r1"));
        String p384 = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder()
                        .encodeToString(curve.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";

        isInvalid(SigningClient.register(fixture, "nothing", "ed25519"), "/publicKey");
        isInvalid(SigningClient.register(fixture, pem, "hmac-sha256"), "/algorithm");
        isInvalid(SigningClient.register(fixture, pem, "rsa-pss-sha512"), "/publicKey");
        isInvalid(SigningClient.register(fixture, p384, "ecdsa-p256-sha256"), "/publicKey");
        isInvalid(SigningClient.register(fixture, pem, "ed25519", "kind", "API_KEY"), "/publicKey");
        isInvalid(
                fixture.admin(
                        "POST",
                        "/distributors/" + fixture.distributor().value() + "/keys",
                        "{\"kind\":\"PUBLIC_KEY\"}"),
                "/publicKey");
        assertThat(SigningClient.register(fixture, p384, "ecdsa-p384-sha384").statusCode())
                .isEqualTo(201);
    }

    private static void isInvalid(HttpResponse<String> answer, String pointer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
    }
}
