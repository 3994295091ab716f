package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A simulated BananaTech whose time stands still until it is moved, and a client that encrypts as its page says. */
abstract class BananaFixture {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path data;

    Simulators simulators;
    IssuerControl banana;

    @BeforeEach
    void start() throws IOException {
        simulators =
                Simulators.start(data, 0, Settings.defaults().with(() -> NOW).seeded(9));
        banana = simulators.bananatech();
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    void pass(int seconds) {
        simulators.clock().advance(Duration.ofSeconds(seconds));
    }

    byte[] key() {
        return banana.credential("secret").getBytes(StandardCharsets.UTF_8);
    }

    /** Calls, and opens the answer; the body of one in no envelope is given as it is. */
    Caller.Reply call(String path, ObjectNode body) {
        Caller.Reply reply = raw(path, body);
        if (!reply.body().has("encrypted_payload")) {
            return reply;
        }
        return new Caller.Reply(reply.status(), opened(reply.body()), reply.headers());
    }

    Caller.Reply raw(String path, ObjectNode body) {
        String payload = encrypted(key(), Json.bytes(body));
        return send(path, Json.object().put("encrypted_payload", payload), hmac(key(), payload));
    }

    Caller.Reply send(String path, ObjectNode outer, String hmac) {
        Map<String, String> headers = Map.of("Merchant-ID", banana.credential("merchantId"), "X-HMAC", hmac);
        return new Caller(banana.url(), headers).post(path, outer);
    }

    /** Checks the MAC, then decrypts, as a client does. */
    ObjectNode opened(ObjectNode outer) {
        String payload = outer.path("encrypted_payload").asText();
        if (!hmac(key(), payload).equals(outer.path("hmac").asText())) {
            throw new AssertionError("wrong MAC");
        }
        return Json.parseObject(decrypted(key(), payload)).orElseThrow();
    }

    static String encrypted(byte[] key, byte[] plain) {
        byte[] iv = new byte[16];
        Arrays.fill(iv, (byte) 7);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            byte[] text = cipher.doFinal(plain);
            byte[] all = Arrays.copyOf(iv, 16 + text.length);
            System.arraycopy(text, 0, all, 16, text.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] decrypted(byte[] key, String payload) {
        byte[] all = Base64.getDecoder().decode(payload);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(all, 0, 16));
            return cipher.doFinal(all, 16, all.length - 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String hmac(byte[] key, String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode person(int number, long template) {
        return Json.object()
                .put("email", "holder" + number + "@example.com")
                .put("template_id", template)
                .put("dial_code", "+65")
                .put("phone_number", "86683306");
    }

    static ObjectNode known(int number, long template) {
        ObjectNode person = person(number, template);
        person.putObject("kyc_data")
                .put("first_name", "Ada")
                .put("last_name", "Lovelace")
                .put("gender", "FEMALE")
                .put("date_of_birth", "1990-05-01")
                .put("identification_type", "PASSPORT")
                .put("identification_number", "E1234567")
                .put("front_img_base64", "aW1hZ2U=")
                .put("issue", NOW.minusSeconds(1_000).getEpochSecond())
                .put("expiry", NOW.plusSeconds(100_000_000).getEpochSecond())
                .put("country_code", "SG")
                .put("region", "SG")
                .put("city", "Singapore")
                .put("postcode", "048616")
                .put("address_line", "1 Raffles Place");
        return person;
    }

    /** A user who is approved. */
    long user(int number, long template) {
        long id = call("/user/register", known(number, template))
                .body()
                .path("user_id")
                .longValue();
        pass(2);
        return id;
    }

    /** An active virtual card with nothing on it. */
    ObjectNode card(int number) {
        long user = user(number, BananaTemplates.SIMPLE);
        call("/card/apply", Json.object().put("user_id", user).put("template_id", BananaTemplates.SIMPLE));
        pass(1);
        return of(newest());
    }

    ObjectNode newest() {
        var cards = banana.state().path("cards");
        return (ObjectNode) cards.path(cards.size() - 1);
    }

    /** What names a card in every call. */
    static ObjectNode of(ObjectNode card) {
        return Json.object()
                .put("user_id", card.path("user_id").longValue())
                .put("card_id", card.path("card_id").longValue());
    }

    String wallet() {
        return banana.state().path("balances").path(0).path("available_balance").asText();
    }

    void control(String path, ObjectNode body) {
        banana.call("POST", path, body);
    }
}
