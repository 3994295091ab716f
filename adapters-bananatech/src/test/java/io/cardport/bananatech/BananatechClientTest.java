package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.bananatech.BananatechClient.Reply;
import io.cardport.domain.secret.Secret;
import io.cardport.http.ExchangeSettings;
import io.cardport.http.HttpExchange;
import io.cardport.http.JsonView;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireResult;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.Trials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Answers are decrypted only after their MAC, and no bytes make an exception. */
class BananatechClientTest {
    private static final String CONTENT = "{\"message\":\"Operation requested\"}";
    private static final BananatechClient CLIENT = new BananatechClient(
            new HttpExchange(ExchangeSettings.of(
                    URI.create("https://api.example.com"), SettableClock.at("2026-04-10T10:00:00Z"))),
            new BananatechSeal(
                    StubIssuer.MERCHANT,
                    BananatechCipher.of(
                                    Secret.of(Deliveries.SECRET), BananatechCipher.Encoding.UTF8, new SecureRandom())
                            .orElseThrow()),
            Map.of());

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void readsWhatTheIssuerSealed() {
        assertThat(opened(200, answer(CONTENT)))
                .isInstanceOfSatisfying(
                        Reply.Heard.class,
                        heard -> assertThat(heard.root().text("message")).contains("Operation requested"));
    }

    @Test
    void tellsAnswersInTheClearFromGarbledOnes() {
        String payload = Deliveries.payload(CONTENT);
        assertThat(opened(400, "{\"message\":\"Invalid HMAC\"}")).isInstanceOf(Reply.InTheClear.class);
        assertThat(opened(502, "<html>")).isEqualTo(new Reply.InTheClear(502, Optional.empty()));
        assertThat(opened(200, "{\"encrypted_payload\":\"" + payload + "\"}")).isEqualTo(new Reply.Garbled(200));
        assertThat(opened(200, "{\"hmac\":\"" + Deliveries.mac(payload) + "\"}"))
                .isEqualTo(new Reply.Garbled(200));
        assertThat(opened(200, answer("no json"))).isEqualTo(new Reply.Garbled(200));
    }

    @Test
    void noBytesMakeAnExceptionOrAnotherContent() {
        Trials.of(5_000).forAllBytes(answer(CONTENT), bytes -> {
            Reply reply = CLIENT.opened(new WireResult.Answered(200, WireHeaders.none(), bytes));
            if (reply instanceof Reply.Heard(int status, JsonView root)) {
                assertThat(root.text("message")).contains("Operation requested");
            }
            assertThat(BananatechAnswers.meaning(reply)).isNotNull();
        });
    }

    private static Reply opened(int status, String body) {
        return CLIENT.opened(
                new WireResult.Answered(status, WireHeaders.none(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String answer(String content) {
        String payload = Deliveries.payload(content);
        return "{\"encrypted_payload\":\"" + payload + "\",\"hmac\":\"" + Deliveries.mac(payload) + "\"}";
    }
}
