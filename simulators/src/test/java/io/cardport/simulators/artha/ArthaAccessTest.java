package io.cardport.simulators.artha;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.simulators.Caller;
import io.cardport.simulators.frame.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArthaAccessTest extends ArthaFixture {

    private static final String CARDS = "/api/v1/cards?limit=10";
    private static final byte[] NOTHING = new byte[0];

    @Test
    void theSignatureIsThatOfOpenssl() {
        byte[] body = "{\"amount\":25.50,\"currency\":\"USD\"}".getBytes(StandardCharsets.UTF_8);
        String secret = "c2VjcmV0LXNlY3JldA==";
        String target = "/ext/api/v1/cards/c-1/topup?x=%20y";
        assertThat(ArthaSignature.bodyHash(NOTHING)).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(ArthaSignature.bodyHash(body)).isEqualTo("b+RyGAU0JZ13g1tVkn5V6JmkcXdvZH/C3xo0u11jFm4=");
        assertThat(signed(secret.getBytes(StandardCharsets.UTF_8), target))
                .isEqualTo("9r1SuA8UA2b0cDq1HB5KtFgf2ST/s+Dq1WMoBwq5aG0=");
        assertThat(signed(Base64.getDecoder().decode(secret), target))
                .isEqualTo("4A7W1v6E806L1J8sh6Xng/t7v6tQ7VYHxqAI1Jd+rPU=");
        assertThat(ArthaSignature.webhook(
                        "whsec".getBytes(StandardCharsets.UTF_8),
                        "{\"event\":\"consume\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("626bd37a2a78199418d79f9503b7f4c4a9feb3ac35d1dc2f7832271ee0917aaa");
    }

    private static String signed(byte[] secret, String target) {
        return ArthaSignature.sign(
                secret, "POST", target, "1763632800", "6f1c", "b+RyGAU0JZ13g1tVkn5V6JmkcXdvZH/C3xo0u11jFm4=");
    }

    @Test
    void thePathIsSignedWithItsQueryAndWithOrWithoutTheMount() {
        assertThat(get(CARDS).status()).isEqualTo(200);
        assertThat(with(headers("GET", "/artha/ext" + CARDS, NOTHING)).status()).isEqualTo(200);
        assertThat(code(headers("GET", "/ext/api/v1/cards", NOTHING))).isEqualTo("invalid_signature");
        assertThat(code(headers("GET", CARDS, NOTHING))).isEqualTo("invalid_signature");
        assertThat(code(headers("POST", "/ext" + CARDS, NOTHING))).isEqualTo("invalid_signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-Key", "X-Timestamp", "X-Nonce", "X-Body-Hash", "X-Signature"})
    void noHeaderMayBeMissingOrWrong(String name) {
        Map<String, String> headers = headers("GET", "/ext" + CARDS, NOTHING);
        var without = new LinkedHashMap<>(headers);
        without.remove(name);
        Caller.Reply missing = with(without);
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.body().path("error").path("code").asText()).isEqualTo("missing_header");
        assertThat(missing.body().path("error").path("message").asText()).isEqualTo(name + " is missing");
        var wrong = new LinkedHashMap<>(headers);
        wrong.put(name, headers.get(name) + "1");
        assertThat(with(wrong).status()).isEqualTo(401);
        assertThat(with(headers).status()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsNotTheHashedOneIsRefused() {
        Map<String, String> headers = headers("POST", "/ext/api/v1/customers", Json.bytes(person(1)));
        Caller.Reply reply = call("POST", "/api/v1/customers", Json.bytes(person(2)), headers);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().path("error").path("code").asText()).isEqualTo("body_hash_mismatch");
        assertThat(artha.state().path("holders")).isEmpty();
    }

    @Test
    void theTimeMayBeFiveMinutesOff() {
        long now = NOW.getEpochSecond();
        assertThat(with(headers("GET", "/ext" + CARDS, NOTHING, now - 300, "a")).status())
                .isEqualTo(200);
        assertThat(with(headers("GET", "/ext" + CARDS, NOTHING, now + 300, "b")).status())
                .isEqualTo(200);
        assertThat(code(headers("GET", "/ext" + CARDS, NOTHING, now - 301, "c")))
                .isEqualTo("timestamp_out_of_range");
        assertThat(code(headers("GET", "/ext" + CARDS, NOTHING, now + 301, "d")))
                .isEqualTo("timestamp_out_of_range");
    }

    @Test
    void aNonceIsForFiveMinutesAndOnlyATrueSignatureUsesItUp() {
        long now = NOW.getEpochSecond();
        assertThat(code(headers("GET", "/ext/api/v1/other", NOTHING, now, "n"))).isEqualTo("invalid_signature");
        assertThat(with(headers("GET", "/ext" + CARDS, NOTHING, now, "n")).status())
                .isEqualTo(200);
        assertThat(code(headers("GET", "/ext" + CARDS, NOTHING, now, "n"))).isEqualTo("nonce_reused");
        pass(299);
        assertThat(code(headers("GET", "/ext" + CARDS, NOTHING, now + 299, "n")))
                .isEqualTo("nonce_reused");
        pass(1);
        assertThat(with(headers("GET", "/ext" + CARDS, NOTHING, now + 300, "n")).status())
                .isEqualTo(200);
    }

    @Test
    void errorsComeInFourShapes() {
        artha.set("error-shape", 1);
        assertThat(get("/api/v1/cards/none").text("message")).isEqualTo("card not found");
        artha.set("error-shape", 2);
        assertThat(get("/api/v1/cards/none")
                        .body()
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("not_found");
        artha.set("error-shape", 3);
        assertThat(get("/api/v1/cards/none").text("detail")).isEqualTo("card not found");
    }

    private Caller.Reply with(Map<String, String> headers) {
        return call("GET", CARDS, NOTHING, headers);
    }

    private String code(Map<String, String> headers) {
        Caller.Reply reply = with(headers);
        assertThat(reply.status()).isEqualTo(401);
        return reply.body().path("error").path("code").asText();
    }
}
