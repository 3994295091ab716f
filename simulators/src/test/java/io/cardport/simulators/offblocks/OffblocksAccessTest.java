package io.cardport.simulators.offblocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OffblocksAccessTest extends OffblocksFixture {

    @Test
    void aTokenIsAJwtForOneHour() {
        var reply = SignedCaller.token(simulators);
        assertThat(reply.body().path("expiresAt").longValue()).isEqualTo(NOW.getEpochSecond() + 3600);
        assertThat(reply.text("tokenType")).isEqualTo("Bearer");
        String[] parts = reply.text("token").split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                .contains("HS256");
        assertThat(api.get("/cards").status()).isEqualTo(200);
        pass(3_599);
        assertThat(api.get("/cards").status()).isEqualTo(200);
        pass(1);
        assertThat(api.get("/cards").status()).isEqualTo(401);
        assertThat(new SignedCaller(simulators).get("/cards").status()).isEqualTo(200);
    }

    @Test
    void tokensAreOnlyForTheRightKeyAndSecret() {
        ObjectNode wrong = Json.object()
                .put("apiKey", simulators.offblocks().credential("apiKey"))
                .put("apiSecret", "no");
        assertThat(SignedCaller.plain(simulators, "POST", "/auth/token", Json.bytes(wrong), Map.of())
                        .status())
                .isEqualTo(401);
        wrong.put("apiKey", "no-uuid");
        assertThat(SignedCaller.plain(simulators, "POST", "/auth/token", Json.bytes(wrong), Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(SignedCaller.plain(simulators, "POST", "/auth/token", new byte[] {'x'}, Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(api.spoilt("GET", "/cards", Json.object(), d -> d.headers.put("authorization", "Bearer a.b.c"))
                        .code())
                .isEqualTo("unauthorised");
    }

    @Test
    void newCredentialsKillAllTokens() {
        var drawn = api.write("PUT", "/auth/credentials");
        assertThat(drawn.text("apiSecret")).isEqualTo(simulators.offblocks().credential("apiSecret"));
        assertThat(api.get("/cards").status()).isEqualTo(401);
        SignedCaller fresh = new SignedCaller(simulators);
        assertThat(fresh.write("DELETE", "/auth/credentials").status()).isEqualTo(204);
        assertThat(fresh.get("/cards").status()).isEqualTo(401);
        assertThat(simulators.offblocks().credentials().has("apiKey")).isFalse();
        control("/reset");
        assertThat(new SignedCaller(simulators).get("/cards").status()).isEqualTo(200);
        control("/expire-token");
        assertThat(new SignedCaller(simulators).get("/cards").status()).isEqualTo(200);
    }

    private static Arguments bad(String what, Consumer<SignedCaller.Draft> spoil) {
        return Arguments.of(what, spoil);
    }

    static Stream<Arguments> spoilers() {
        String again = "created=" + NOW.getEpochSecond();
        return Stream.of(
                bad("unknown keyid", d -> d.parameters.set(1, "keyid=\"" + UUID.randomUUID() + "\"")),
                bad("no keyid", d -> d.parameters.remove(1)),
                bad("keyid no string", d -> d.parameters.set(1, "keyid=12")),
                bad("another algorithm's name", d -> d.parameters.set(2, "alg=\"ecdsa-p256-sha256\"")),
                bad("DER", d -> d.algorithm = "SHA384withECDSA"),
                bad("another key", d -> d.key = EllipticKeys.draw().getPrivate()),
                bad("another hash", d -> d.algorithm = "SHA256withECDSAinP1363Format"),
                bad("no created", d -> d.parameters.removeFirst()),
                bad("too old", d -> d.parameters.set(0, "created=" + (NOW.getEpochSecond() - 301))),
                bad("from the future", d -> d.parameters.set(0, "created=" + (NOW.getEpochSecond() + 61))),
                bad("expired", d -> d.parameters.add("expires=" + (NOW.getEpochSecond() - 1))),
                bad("created twice", d -> d.parameters.add(again)),
                bad("no method", d -> d.components.remove("@method")),
                bad("no target", d -> d.components.remove("@target-uri")),
                bad("half a target", d -> d.components.replaceAll(c -> c.equals("@target-uri") ? "@path" : c)),
                bad("no authorization", d -> d.components.remove("authorization")),
                bad("no key", d -> d.components.remove("idempotency-key")),
                bad("no type", d -> d.components.remove("content-type")),
                bad("no digest covered", d -> d.components.remove("content-digest")),
                bad("a component twice", d -> d.components.add("@method")),
                bad("an absent header", d -> d.components.add("x-absent")),
                bad("an unknown place", d -> d.components.add("@status")),
                bad(
                        "changed key",
                        d -> d.afterSigning =
                                h -> h.put("idempotency-key", UUID.randomUUID().toString())),
                bad("no signature", d -> d.afterSigning = h -> h.remove("signature")),
                bad("no input", d -> d.afterSigning = h -> h.remove("signature-input")),
                bad("another label", d -> d.afterSigning = h -> h.computeIfPresent("signature", (k, v) -> "x" + v)),
                bad("input no list", d -> d.afterSigning = h -> h.put("signature-input", "sig1=\"x\"")),
                bad("garbage", d -> d.afterSigning = h -> h.put("signature", "sig1=:!!:")),
                bad("wrong digest", d -> d.body = "{}".getBytes(StandardCharsets.UTF_8)),
                bad("no digest", d -> d.afterSigning = h -> h.remove("content-digest")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilers")
    void whatIsNotSignedAsItMustBeIsRefused(String what, Consumer<SignedCaller.Draft> spoil) {
        var reply = api.spoilt("POST", "/customers", person("a"), spoil);
        assertThat(reply.status()).as(what).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("invalid_signature");
        assertThat(simulators.offblocks().state().path("customers")).isEmpty();
    }

    @Test
    void otherFormsThatAreRightPass() {
        List<Consumer<SignedCaller.Draft>> good = List.of(
                d -> d.label = "anything-1",
                d -> d.components.addAll(2, List.of("@authority", "@path", "@query")),
                d -> {
                    d.components.remove("@target-uri");
                    d.components.addAll(List.of("@authority", "@path", "@query"));
                },
                d -> d.parameters.remove(2),
                d -> d.parameters.addAll(List.of("expires=" + (NOW.getEpochSecond() + 300), "nonce=\"n-1\"")),
                d -> d.parameters.set(0, "created=" + (NOW.getEpochSecond() - 300)),
                d -> d.headers.put(
                        "content-digest",
                        SignedCaller.digest("sha-256", "SHA-256", d.body) + ", "
                                + SignedCaller.digest("sha-512", "SHA-512", d.body)),
                d -> d.afterSigning = h -> {
                    h.computeIfPresent("signature", (k, v) -> "other=:AAAA:, " + v);
                    h.computeIfPresent("signature-input", (k, v) -> "other=();keyid=\"no\", " + v);
                });
        for (int i = 0; i < good.size(); i++) {
            assertThat(api.spoilt("POST", "/customers", person("p" + i), good.get(i))
                            .status())
                    .as("form " + i)
                    .isEqualTo(201);
        }
        assertThat(api.get("/cards?page=1&limit=2").status()).isEqualTo(200);
    }

    @Test
    void aNonceComesOnceAndAWritesSignatureToo() {
        Consumer<SignedCaller.Draft> nonce = d -> d.parameters.add("nonce=\"n\"");
        assertThat(api.spoilt("GET", "/cards", Json.object(), nonce).status()).isEqualTo(200);
        assertThat(api.spoilt("GET", "/cards", Json.object(), nonce).status()).isEqualTo(401);
        var recorded = new LinkedHashMap<String, String>();
        byte[] body = Json.bytes(person("r"));
        assertThat(api.spoilt("POST", "/customers", person("r"), d -> d.afterSigning = recorded::putAll)
                        .status())
                .isEqualTo(201);
        assertThat(SignedCaller.plain(simulators, "POST", "/customers", body, recorded)
                        .code())
                .isEqualTo("invalid_signature");
        simulators.offblocks().set("replay-check", 0);
        assertThat(SignedCaller.plain(simulators, "POST", "/customers", body, recorded)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatMustBeCoveredIsConfiguration() {
        Consumer<SignedCaller.Draft> bare = d -> d.components.remove("authorization");
        simulators.offblocks().set("require-authorization", 0);
        assertThat(api.spoilt("GET", "/cards", Json.object(), bare).status()).isEqualTo(200);
        simulators.offblocks().set("require-alg", 1);
        assertThat(api.spoilt("GET", "/cards", Json.object(), d -> d.parameters.remove(2))
                        .status())
                .isEqualTo(401);
        simulators.offblocks().set("bare-400", 1);
        var refused = api.spoilt("GET", "/cards", Json.object(), d -> d.components.remove("@method"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).isEqualTo("invalid required signature");
        simulators.offblocks().set("require-empty-digest", 1);
        assertThat(api.write("PATCH", "/cards/x/activate").status()).isEqualTo(400);
    }

    @Test
    void anotherKeyIsRegisteredWithoutASignature() {
        KeyPair pair = EllipticKeys.draw();
        String pem = EllipticKeys.pem(pair.getPublic());
        ObjectNode body = Json.object()
                .put("publicKey", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)));
        Consumer<SignedCaller.Draft> unsigned = d -> d.afterSigning = h -> {
            h.remove("signature");
            h.remove("signature-input");
        };
        var reply = api.spoilt("PUT", "/auth/signing", body, unsigned);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(api.get("/cards").code()).isEqualTo("invalid_signature");
        assertThat(api.spoilt("GET", "/cards", Json.object(), d -> {
                            d.key = pair.getPrivate();
                            d.parameters.set(1, "keyid=\"" + reply.text("keyId") + "\"");
                        })
                        .status())
                .isEqualTo(200);
        assertThat(api.spoilt("PUT", "/auth/signing", Json.object().put("publicKey", "bm8="), unsigned)
                        .status())
                .isEqualTo(400);
        control("/reset");
        assertThat(api.get("/cards").status()).isEqualTo(200);
        assertThat(api.write("DELETE", "/auth/signing").status()).isEqualTo(204);
        assertThat(api.get("/cards").status()).isEqualTo(401);
    }

    @Test
    void writesNeedAUuidAndKeepItForOneHour() {
        String key = UUID.randomUUID().toString();
        Consumer<SignedCaller.Draft> keyed = d -> d.headers.put("idempotency-key", key);
        var first = api.spoilt("POST", "/customers", person("a"), keyed);
        assertThat(first.status()).isEqualTo(201);
        assertThat(api.spoilt("POST", "/customers", person("a"), keyed).body()).isEqualTo(first.body());
        assertThat(api.spoilt("POST", "/customers", person("b"), keyed).status())
                .isEqualTo(422);
        assertThat(api.spoilt("POST", "/customers", person("b"), d -> d.headers.put("idempotency-key", "k"))
                        .code())
                .isEqualTo("idempotency_key_invalid");
        pass(3_600);
        api = new SignedCaller(simulators);
        var later = api.spoilt("POST", "/customers", person("a"), keyed);
        assertThat(later.status()).isEqualTo(409);
        assertThat(later.code()).isEqualTo("already_exists");
    }
}
