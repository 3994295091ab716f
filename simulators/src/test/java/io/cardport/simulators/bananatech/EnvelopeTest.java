package io.cardport.simulators.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest extends BananaFixture {

    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String PLAIN = "{\"user_id\":12345,\"card_id\":67890,\"amount\":100.0}";
    private static final String CALL = "/merchant/get_account_balance";

    @Test
    void anEnvelopeIsThatOfOpenssl() {
        byte[] iv = HexFormat.of().parseHex("f0e0d0c0b0a090807060504030201000");
        byte[] plain = PLAIN.getBytes(StandardCharsets.UTF_8);
        byte[] text = KEY.getBytes(StandardCharsets.UTF_8);
        String sealed = "8ODQwLCgkIBwYFBAMCAQAE5E8T/gWAVN0O+p4950grw2jVok+y4ehdkBuVNiw9YIQPX51jRO3h92/DfcSA5WBwUeNRWutm"
                + "EWdB2Nxwtwm9E=";
        assertThat(Envelope.seal(text, iv, plain)).isEqualTo(sealed);
        assertThat(Envelope.mac(text, sealed))
                .isEqualTo("4b604190729f4b1044345f692a5347db745c73a5e9812c318b316448bd685cd8");
        byte[] bytes = HexFormat.of().parseHex(KEY);
        String shorter = "8ODQwLCgkIBwYFBAMCAQAOGLV0bJYz3VFPeu1Sm9Q5ugNdWo6Y7j0V/PAUqhhQUywsKnhwHeAUOjBFfZcqvfZVSEjlfs"
                + "BcYLbTTxWaY+ayE=";
        assertThat(Envelope.seal(bytes, iv, plain)).isEqualTo(shorter);
        assertThat(Envelope.mac(bytes, shorter))
                .isEqualTo("5540c9a8367fe25fe48b8483872a51f698e466184ea144864ebb3c4418379641");
        assertThat(Envelope.open(text, Envelope.mac(text, sealed), sealed))
                .isEqualTo(new Envelope.Opened.Plain(Json.parseObject(plain).orElseThrow()));
    }

    @Test
    void answersAreEncryptedAndNoTwoAreAlike() {
        Caller.Reply first = raw(CALL, Json.object());
        Caller.Reply second = raw(CALL, Json.object());
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().size()).isEqualTo(2);
        assertThat(opened(first.body()).path("balance").decimalValue()).isEqualByComparingTo("10000000");
        assertThat(first.text("encrypted_payload")).isNotEqualTo(second.text("encrypted_payload"));
        Caller.Reply refused =
                raw("/card/get_balance", Json.object().put("user_id", 1).put("card_id", 2));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(Json.text(opened(refused.body())))
                .isEqualTo("{\"success\":false,\"message\":\"101:0 - card number not exist\"}");
    }

    @Test
    void theMacIsCheckedBeforeAnythingIsDecrypted() {
        String payload = encrypted(key(), Json.bytes(Json.object()));
        ObjectNode outer = Json.object().put("encrypted_payload", payload);
        assertThat(message(send(CALL, outer, "00" + hmac(key(), payload).substring(2))))
                .isEqualTo("Invalid HMAC");
        assertThat(message(send(CALL, outer, hmac(key(), payload).toUpperCase(Locale.ROOT))))
                .isEqualTo("Invalid HMAC");
        assertThat(message(send(CALL, Json.object().put("encrypted_payload", "not base64"), "00")))
                .isEqualTo("Invalid HMAC");
        assertThat(message(new Caller(banana.url(), Map.of("X-HMAC", hmac(key(), payload))).post(CALL, outer)))
                .isEqualTo("Invalid Merchant-ID");
        assertThat(message(send(CALL, outer.put("more", 1), hmac(key(), payload))))
                .isEqualTo("Malformed encrypted payload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "not base64",
                "AAAAAAAAAAAAAAAAAAAAAA==",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void aTrueMacOverBrokenTextIsStillRefusedInPlainJson(String payload) {
        Caller.Reply reply = send(CALL, Json.object().put("encrypted_payload", payload), hmac(key(), payload));
        assertThat(message(reply)).isEqualTo("Malformed encrypted payload");
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 24"})
    void theSecretCanStandForItsHexOrBase64Bytes(int encoding, int length) {
        banana.set("secret-encoding", encoding);
        String secret = banana.credential("secret");
        byte[] key = encoding == 1
                ? HexFormat.of().parseHex(secret)
                : Base64.getDecoder().decode(secret);
        assertThat(key).hasSize(length);
        assertThat(message(raw(CALL, Json.object()))).isEqualTo("Invalid HMAC");
        String payload = encrypted(key, Json.bytes(Json.object()));
        var reply = send(CALL, Json.object().put("encrypted_payload", payload), hmac(key, payload));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("hmac")).isEqualTo(hmac(key, reply.text("encrypted_payload")));
    }

    @Test
    void answersCanBeSpoiled() {
        spoil("TRUNCATED");
        String cut = answered();
        assertThat(Base64.getDecoder().decode(cut).length % 16).isEqualTo(11);
        spoil("PADDING");
        String unpadded = answered();
        Assertions.assertThatThrownBy(() -> decrypted(key(), unpadded)).isInstanceOf(IllegalArgumentException.class);
        spoil("NOT_JSON");
        assertThat(decrypted(key(), answered())).isEqualTo("<html>".getBytes(StandardCharsets.UTF_8));
        spoil("WRONG_MAC");
        ObjectNode wrong = raw(CALL, Json.object()).body();
        assertThat(wrong.path("hmac").asText())
                .isNotEqualTo(hmac(key(), wrong.path("encrypted_payload").asText()));
        spoil("PLAIN");
        assertThat(raw(CALL, Json.object()).body().has("balance")).isTrue();
        assertThat(call(CALL, Json.object()).body().has("balance")).isTrue();
    }

    @Test
    void aStatusNeverSeenStandsInsideTheEnvelope() {
        ObjectNode card = card(1);
        banana.misbehave(Fault.UNKNOWN_WORD, "POST", "/card/get_information");
        assertThat(call("/card/get_information", card).text("status")).isEqualTo("SOMETHING_NEW");
        assertThat(call("/card/get_information", card).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void noBytesBreakTheReader() {
        byte[] key = KEY.getBytes(StandardCharsets.UTF_8);
        var random = new SplittableRandom(20_261_120L);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] inner = PLAIN.getBytes(StandardCharsets.UTF_8);
            mutate(inner, random, 2);
            byte[] sealed = Base64.getDecoder().decode(encrypted(key, inner));
            mutate(sealed, random, 2);
            byte[] cut = random.nextInt(3) == 0 ? Arrays.copyOf(sealed, random.nextInt(sealed.length + 1)) : sealed;
            String payload = Base64.getEncoder().encodeToString(cut);
            byte[] outer = Json.bytes(Json.object().put("encrypted_payload", payload));
            mutate(outer, random, 2);
            String mac = random.nextInt(4) == 0 ? "0".repeat(random.nextInt(70)) : hmac(key, payload);
            switch (Envelope.open(key, mac, outer)) {
                case Envelope.Opened.Plain plain -> {
                    assertThat(plain.body().isObject()).isTrue();
                    read++;
                }
                case Envelope.Opened.Broken broken -> assertThat(broken.why()).matches("[A-Za-z ]+");
            }
        }
        assertThat(read).isBetween(500, 19_000);
    }

    private static void mutate(byte[] bytes, SplittableRandom random, int most) {
        for (int changes = random.nextInt(most); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
    }

    private void spoil(String flaw) {
        control("/envelopes", Json.object().put("flaw", flaw).put("where", "ANSWER"));
    }

    /** The payload of an answer whose MAC is true. */
    private String answered() {
        ObjectNode body = raw(CALL, Json.object()).body();
        String payload = body.path("encrypted_payload").asText();
        assertThat(body.path("hmac").asText()).isEqualTo(hmac(key(), payload));
        return payload;
    }

    private static String message(Caller.Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("success").asBoolean(true)).isFalse();
        return reply.text("message");
    }
}
