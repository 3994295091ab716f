package io.cardport.proof.fire;

import java.io.IOException;

/** What a distributor does before it can order cards at UQPAY. */
final class Orders {
    private static final int PATIENCE = 300;

    private Orders() {}

    /** Makes a person known and waits for the approval; the body that then orders a card. */
    static String card(Door door, String mark, int number) throws IOException, InterruptedException {
        String product = "";
        String holder = "";
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            if (product.isEmpty() && door.get("/v1/products?limit=100") instanceof Answer.Given given) {
                product = Issuer.UQPAY.productOf(given.json().path("data")).orElse("");
            } else if (holder.isEmpty()) {
                String person = Issuer.UQPAY.person(product, mark, number).toString();
                holder = door.ask(new Door.Ask("holder-" + mark, "/v1/cardholders", person))
                                instanceof Answer.Given given
                        ? given.json().path("id").asText("")
                        : "";
            } else if (door.get("/v1/cardholders/" + holder + "/status?productId=" + product)
                            instanceof Answer.Given given
                    && given.json().path("canIssueCard").asBoolean()) {
                return Sandbox.JSON
                        .createObjectNode()
                        .put("cardholderId", holder)
                        .put("productId", product)
                        .put("type", "VIRTUAL")
                        .put("currency", "USD")
                        .toString();
            }
            Thread.sleep(100);
        }
        throw new IOException("No holder was approved");
    }
}
