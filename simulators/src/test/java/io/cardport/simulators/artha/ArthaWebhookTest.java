package io.cardport.simulators.artha;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.simulators.Caller;
import io.cardport.simulators.WebhookReceiver;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.WebhookMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArthaWebhookTest extends ArthaFixture {

    private WebhookReceiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new WebhookReceiver();
        artha.webhookUrl(receiver.url());
    }

    @AfterEach
    void silence() {
        receiver.close();
    }

    @Test
    void theLifeOfACardIsToldUnsigned() {
        String card = card(1);
        topup(card, 10);
        pass(1);
        control(
                "/cards/" + card + "/transactions",
                Json.object().put("type", "PURCHASE").put("amount", 4));
        post("/api/v1/cards/" + card + "/freeze", Json.object());
        var all = receiver.await(6);
        assertThat(events(all))
                .containsExactlyInAnyOrder(
                        "cardholder.reviewing",
                        "cardholder.approved",
                        "card.approved",
                        "topup.completed",
                        "consume",
                        "card.freeze");
        assertThat(all).allSatisfy(d -> assertThat(d.headers().keySet()).noneMatch(name -> name.startsWith("x-")));
        var consume = all.stream()
                .map(WebhookReceiver.Delivery::json)
                .filter(b -> b.path("event").asText().equals("consume"))
                .findFirst()
                .orElseThrow();
        assertThat(consume.path("authorized_amount").textValue()).isEqualTo("4.00");
        assertThat(consume.path("card_id").asText()).isEqualTo(card);
        assertThat(consume.has("settle_date")).isTrue();
        assertThat(consume.path("settle_date").isNull()).isTrue();
        assertThat(consume.path("timestamp").asText()).endsWith("Z");
    }

    @Test
    void theyCanCarryASharedHeaderOrAnHmacAndBeForged() throws GeneralSecurityException {
        String secret = artha.credential("webhookSecret");
        artha.set("webhook-check", 1);
        customerEvent();
        assertThat(receiver.await(1).getFirst().headers()).containsEntry("x-webhook-secret", secret);
        artha.set("webhook-check", 2);
        customerEvent();
        var second = receiver.await(2).get(1);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String wanted = HexFormat.of().formatHex(mac.doFinal(second.body()));
        assertThat(second.headers()).containsEntry("x-webhook-signature", wanted);
        artha.webhooks(WebhookMode.FORGE, 1);
        customerEvent();
        var forged = receiver.await(3).get(2);
        assertThat(forged.body()).isEqualTo(second.body());
        assertThat(forged.headers().get("x-webhook-signature")).isNotEqualTo(wanted);
    }

    @Test
    void failuresAreRepeatedAfterOneAndFiveMinutes() {
        receiver.answer(500);
        customerEvent();
        receiver.await(1);
        attempts(1);
        pass(59);
        assertThat(receiver.await(1)).hasSize(1);
        pass(1);
        receiver.await(2);
        attempts(2);
        pass(299);
        assertThat(receiver.await(2)).hasSize(2);
        receiver.answer(200);
        pass(1);
        assertThat(receiver.await(3)).hasSize(3);
    }

    @Test
    void theyCanBeHeldDoubledAndLost() {
        artha.holdWebhooks();
        artha.webhooks(WebhookMode.DUPLICATE, 1);
        customerEvent();
        assertThat(artha.call("GET", "/webhooks", Json.object()).path("waiting").asInt())
                .isEqualTo(2);
        artha.releaseWebhooks();
        assertThat(receiver.await(2)).hasSize(2);
        artha.webhooks(WebhookMode.DROP, 1);
        customerEvent();
        customerEvent();
        assertThat(receiver.await(3)).hasSize(3);
    }

    private void customerEvent() {
        var body = Json.object().put("event", "card.freeze").put("subject", "s");
        body.putObject("data").put("card_id", "c-1").putNull("remarks");
        control("/events", body);
    }

    private void attempts(int count) {
        int seen = Caller.eventually(
                () -> artha.call("GET", "/webhooks", Json.object())
                        .path("attempts")
                        .size(),
                n -> n >= count);
        assertThat(seen).isEqualTo(count);
    }

    private static List<String> events(List<WebhookReceiver.Delivery> all) {
        return all.stream().map(d -> d.json().path("event").asText()).toList();
    }
}
