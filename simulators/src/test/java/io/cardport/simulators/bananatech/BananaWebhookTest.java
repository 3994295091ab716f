package io.cardport.simulators.bananatech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.WebhookReceiver;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.WebhookMode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BananaWebhookTest extends BananaFixture {

    private WebhookReceiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new WebhookReceiver();
        var set = call("/merchant/set_webhook_url", Json.object().put("url", receiver.url()));
        assertThat(set.status()).isEqualTo(200);
        assertThat(call("/merchant/set_webhook_url", Json.object().put("url", "ftp://x"))
                        .status())
                .isEqualTo(400);
    }

    @AfterEach
    void silence() {
        receiver.close();
    }

    @Test
    void theLifeOfACardIsToldEncrypted() {
        ObjectNode card = card(1);
        call("/card/recharge", card.deepCopy().put("amount", 50));
        pass(1);
        receiver.await(3);
        call("/card/update_status", card.deepCopy().put("alter", "LOCK"));
        pass(1);
        receiver.await(4);
        call("/card/update_status", card.deepCopy().put("alter", "CLOSE"));
        pass(1);
        var all = receiver.await(5);
        assertThat(all)
                .extracting(d -> d.json().path("type").asText())
                .containsExactlyInAnyOrder(
                        "USER_CREATE_RESULT",
                        "CARD_APPLY_RESULT",
                        "CARD_RECHARGE_RESULT",
                        "CARD_STATUS_CHANGE",
                        "CARD_CLOSE_RESULT");
        assertThat(all).allSatisfy(d -> assertThat(d.json().size()).isEqualTo(3));
        ObjectNode recharge = inside(all, "CARD_RECHARGE_RESULT");
        assertThat(recharge.path("card_id").longValue())
                .isEqualTo(card.path("card_id").longValue());
        assertThat(recharge.path("receive_amount").decimalValue()).isEqualByComparingTo("50");
        assertThat(recharge.path("status").asText()).isEqualTo("SUCCESS");
        assertThat(recharge.path("occur_time").longValue())
                .isEqualTo(NOW.plusSeconds(4).toEpochMilli());
        assertThat(inside(all, "CARD_STATUS_CHANGE").path("card_status").asText())
                .isEqualTo("LOCKED");
        assertThat(inside(all, "CARD_CLOSE_RESULT").path("refund_amount").decimalValue())
                .isEqualByComparingTo("49.75");
        assertThat(inside(all, "CARD_APPLY_RESULT").path("template_id").asInt()).isEqualTo(1);
        assertThat(inside(all, "USER_CREATE_RESULT").path("status").asText()).isEqualTo("APPROVED");
    }

    @Test
    void whatWasMissedStandsInTheRecords() {
        banana.webhooks(WebhookMode.DROP, 10);
        ObjectNode card = card(1);
        call("/card/recharge", card.deepCopy().put("amount", 50));
        control("/fail-next", Json.object().put("what", "ALTER"));
        call("/card/update_status", card.deepCopy().put("alter", "LOCK"));
        pass(1);
        ObjectNode mine = Json.object();
        mine.set("card_id", card.get("card_id"));
        var all = records(mine);
        assertThat(all)
                .extracting(r -> r.path("callback_type").asText())
                .containsExactly("CARD_STATUS_CHANGE", "CARD_RECHARGE_RESULT", "CARD_APPLY_RESULT");
        assertThat(all.getFirst().path("data").path("status").asText()).isEqualTo("FAILED");
        assertThat(all.getFirst().path("data").path("card_status").asText()).isEqualTo("ACTIVE");
        assertThat(all.getFirst().path("user_id").longValue())
                .isEqualTo(card.path("user_id").longValue());
        assertThat(records(mine.deepCopy().put("desc", false))
                        .getFirst()
                        .path("callback_type")
                        .asText())
                .isEqualTo("CARD_APPLY_RESULT");
        assertThat(records(Json.object().put("callback_type", "USER_CREATE_RESULT")))
                .hasSize(1);
        banana.set("records-as-text", 1);
        assertThat(records(mine).getFirst().path("data").isTextual()).isTrue();
    }

    @Test
    void failedAssignmentsTellTheUserAndTheReason() {
        long user = user(1, BananaTemplates.PHYSICAL);
        call(
                "/card/assign",
                Json.object()
                        .put("user_id", user)
                        .put("template_id", BananaTemplates.PHYSICAL)
                        .put("card_number", "4111111111111111"));
        pass(1);
        ObjectNode told = inside(receiver.await(2), "CARD_ASSIGN_RESULT");
        assertThat(told.path("error_reason").asText()).isEqualTo("101:0 - card number not exist");
        assertThat(told.path("user_id").longValue()).isEqualTo(user);
        assertThat(told.has("card_id")).isFalse();
    }

    @Test
    void theyCanLieAndBeBroken() {
        spoil("LYING_TYPE");
        event();
        ObjectNode lie = receiver.await(1).getFirst().json();
        assertThat(lie.path("type").asText()).isEqualTo("CARD_CLOSE_RESULT");
        assertThat(opened(lie).path("receive_amount").asInt()).isEqualTo(5);
        spoil("PADDING");
        event();
        String payload =
                receiver.await(2).get(1).json().path("encrypted_payload").asText();
        assertThatThrownBy(() -> decrypted(key(), payload)).isInstanceOf(IllegalArgumentException.class);
        spoil("TRUNCATED");
        event();
        ObjectNode cut = receiver.await(3).get(2).json();
        assertThat(cut.path("hmac").asText())
                .isEqualTo(hmac(key(), cut.path("encrypted_payload").asText()));
        banana.webhooks(WebhookMode.FORGE, 1);
        event();
        ObjectNode forged = receiver.await(4).get(3).json();
        assertThatThrownBy(() -> opened(forged)).hasMessage("wrong MAC");
        assertThat(decrypted(key(), forged.path("encrypted_payload").asText())).isNotEmpty();
    }

    @Test
    void theyCanBeDoubledHeldAndReordered() {
        banana.webhooks(WebhookMode.DUPLICATE, 1);
        event();
        var twice = receiver.await(2);
        assertThat(opened(twice.get(0).json())).isEqualTo(opened(twice.get(1).json()));
        banana.holdWebhooks();
        event();
        assertThat(receiver.await(2)).hasSize(2);
        banana.releaseWebhooks();
        assertThat(receiver.await(3)).hasSize(3);
        banana.webhooks(WebhookMode.REORDER, 2);
        control("/events", Json.object().put("type", "A").set("data", Json.object()));
        control("/events", Json.object().put("type", "B").set("data", Json.object()));
        assertThat(receiver.await(5).subList(3, 5))
                .extracting(d -> d.json().path("type").asText())
                .containsExactly("B", "A");
    }

    @Test
    void failuresAreRepeatedAfterOneAndFiveMinutes() {
        receiver.answer(500);
        event();
        receiver.await(1);
        attempts(1);
        pass(60);
        receiver.await(2);
        attempts(2);
        pass(299);
        assertThat(receiver.await(2)).hasSize(2);
        receiver.answer(200);
        pass(1);
        assertThat(receiver.await(3)).hasSize(3);
    }

    private void attempts(int count) {
        int seen = Caller.eventually(
                () -> banana.call("GET", "/webhooks", Json.object())
                        .path("attempts")
                        .size(),
                n -> n >= count);
        assertThat(seen).isEqualTo(count);
    }

    private void spoil(String flaw) {
        control("/envelopes", Json.object().put("flaw", flaw).put("where", "WEBHOOK"));
    }

    private void event() {
        ObjectNode body = Json.object().put("type", "CARD_RECHARGE_RESULT").put("subject", "1");
        body.putObject("data").put("card_id", 1).put("receive_amount", 5);
        control("/events", body);
    }

    private List<ObjectNode> records(ObjectNode filter) {
        var data = call("/merchant/get_webhook_records", filter).body().path("data");
        return data.valueStream().map(ObjectNode.class::cast).toList();
    }

    private ObjectNode inside(List<WebhookReceiver.Delivery> all, String type) {
        return all.stream()
                .map(WebhookReceiver.Delivery::json)
                .filter(b -> b.path("type").asText().equals(type))
                .map(this::opened)
                .findFirst()
                .orElseThrow();
    }
}
