package io.cardport.app.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The part of a card's life that moves money. */
final class Money {
    private final CardStory story;

    Money(CardStory story) {
        this.story = story;
    }

    void play() {
        Stage stage = story.stage();
        stage.step("top up", this::topUp);
        stage.step("balance", this::balance);
    }

    String withdraw() {
        return move("withdrawals", "card_withdrawal", story.offer().spend());
    }

    private String topUp() {
        return move("top-ups", "card_funding", story.offer().load());
    }

    private String balance() {
        Reply reply = story.api().get(story.cardPath() + "/balance");
        if (!story.able("card_balance")) {
            return story.refused("card_balance", reply);
        }
        reply.expect(200);
        String amount = reply.body().path("available").path("amount").asText("");
        if (amount.isEmpty()) {
            throw reply.failed("does not say what is available");
        }
        return amount + " " + reply.body().path("available").path("currency").asText() + " available";
    }

    private String move(String collection, String capability, ObjectNode amount) {
        ObjectNode body = Api.JSON.createObjectNode();
        body.set("amount", amount);
        Reply reply = story.api().post(story.cardPath() + "/" + collection, body, story.key(collection));
        if (!story.able(capability)) {
            return story.refused(capability, reply);
        }
        reply.expect(201, 202);
        String path = "/v1/" + collection + "/" + reply.text("id");
        story.stage()
                .await(
                        "the money",
                        () -> story.api().get(path).expect(200),
                        movement -> movement.path("status").asText().equals("SUCCEEDED"),
                        movement -> Set.of("FAILED", "UNSETTLED")
                                .contains(movement.path("status").asText()));
        return reply.text("id") + " " + amount.path("amount").asText() + " SUCCEEDED";
    }
}
