package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Json;
import java.math.BigDecimal;

/** Reads a kept card, and shows it as REST does, with the type traps of §4.5. */
final class Card {

    private static final String[] PLAIN = {
        "card_id", "card_bin", "card_scheme", "card_currency", "form_factor", "mode_type", "card_product_id"
    };

    private Card() {}

    static Words.CardStatus status(ObjectNode card) {
        return Words.CardStatus.valueOf(card.path("card_status").asText());
    }

    static Words.Mode mode(ObjectNode card) {
        return Words.Mode.valueOf(card.path("mode_type").asText());
    }

    static boolean oneTime(ObjectNode card) {
        return card.path("usage_type").asText().equals(Words.Usage.ONE_TIME.name());
    }

    static BigDecimal amount(ObjectNode node, String name) {
        return new BigDecimal(node.path(name).asText("0.00"));
    }

    /** What can be spent: the money on a SINGLE card, the rest of the ceiling of a SHARE card (§3). */
    static BigDecimal available(ObjectNode card) {
        return switch (mode(card)) {
            case SINGLE -> amount(card, "balance");
            case SHARE -> amount(card, "card_limit").subtract(amount(card, "consumed_amount"));
        };
    }

    /** As the list shows it: limit and metadata are text. */
    static ObjectNode listed(ObjectNode card, Books books) {
        ObjectNode out = common(card, books);
        out.put("card_limit", card.path("card_limit").asText());
        boolean empty = !card.path("metadata").isObject();
        return out.put("metadata", empty ? "" : Json.text(card.path("metadata")));
    }

    /** As a single read shows it: the limit is a number, metadata an object or null. */
    static ObjectNode retrieved(ObjectNode card, Books books) {
        ObjectNode out = common(card, books);
        out.put("card_limit", amount(card, "card_limit"));
        out.set("metadata", card.path("metadata").deepCopy());
        String unset = card.path("card_currency").asText();
        return out.put(
                "no_pin_payment_amount", card.path("no_pin_payment_amount").asText(unset));
    }

    private static ObjectNode common(ObjectNode card, Books books) {
        ObjectNode out = Json.object();
        Cardholders.copy(card, out, PLAIN);
        out.put("card_number", CardNumbers.masked(card.path("number").asText()))
                .put("available_balance", available(card).toPlainString())
                .put("consumed_amount", card.path("consumed_amount").asText())
                .put("card_status", status(card).name());
        books.holders()
                .find(card.path("cardholder_id").asText())
                .ifPresent(h -> out.set("cardholder", Cardholders.view(h)));
        Cardholders.copy(card, out, "spending_controls", "risk_controls", "update_reason", "usage_type", "expiry_at");
        return out;
    }
}
