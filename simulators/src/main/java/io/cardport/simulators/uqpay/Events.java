package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.WebhookSender;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Issuing webhooks (§6.5): money as text, numbers masked as BIN, four stars, last four, names spelled as samples do. */
final class Events {

    private final Books books;
    private final WebhookSender sender;

    Events(Books books, WebhookSender sender) {
        this.books = books;
        this.sender = sender;
    }

    void send(String type, String subject, String sourceId, ObjectNode data) {
        ObjectNode body = Json.object()
                .put("version", "V1.6.0")
                .put("event_name", "ISSUING")
                .put("event_type", type)
                .put("event_id", books.ids().uuid())
                .put("source_id", sourceId);
        body.set("data", data);
        sender.send(type, subject, body);
    }

    void holder(String type, ObjectNode holder) {
        ObjectNode data = Json.object();
        Cardholders.copy(holder, data, "cardholder_id", "cardholder_status", "email", "first_name", "last_name");
        data.put("date_of_birth", holder.path("date_of_birth").asText("0001-01-01"));
        for (String name : new String[] {"country_code", "nationality", "phone_number", "idv_status"}) {
            data.put(name, holder.path(name).asText(""));
        }
        data.put("idv_provider", holder.has("idv_status") ? "SUMSUB" : "")
                .put("create_time", holder.path("created_at").asText())
                .put("update_time", holder.path("updated_at").asText());
        Cardholders.copy(holder, data, "reason");
        String id = holder.path("cardholder_id").asText();
        send(type, id, id, data);
    }

    void created(ObjectNode card, ObjectNode order, Words.Ending ending) {
        ObjectNode data = Json.object();
        Cardholders.copy(card, data, "card_id", "card_product_id");
        numbers(card, data);
        data.put("card_status", card.path("card_status").asText())
                .put("card_available_balance", Card.available(card).toPlainString())
                .put("form_factor", card.path("form_factor").asText())
                .put("mode_type", card.path("mode_type").asText());
        data.set(
                "cardholder", holderOf(card, "cardholder_id", "cardholder_status", "email", "first_name", "last_name"));
        data.set("spending_limits", card.path("spending_controls").deepCopy());
        data.set("risk_control", risk(card));
        data.set("metadata", card.path("metadata").deepCopy());
        card("card.create." + ending.word(), card, order, data);
    }

    void updated(ObjectNode card, ObjectNode order, Words.Ending ending) {
        ObjectNode data = Json.object();
        Cardholders.copy(card, data, "card_id", "card_product_id");
        numbers(card, data);
        data.put("card_order_id", order.path("card_order_id").asText())
                .put("card_status", card.path("card_status").asText())
                .put("card_currency", card.path("card_currency").asText())
                .put("card_limit", card.path("card_limit").asText())
                .put("available_balance", Card.available(card).toPlainString())
                .put("form_factor", card.path("form_factor").asText())
                .put("mode_type", card.path("mode_type").asText())
                .put("no_pin_payment_amount", card.path("no_pin_payment_amount").asText("USD"))
                .put("order_status", ending.status().name().toLowerCase(Locale.ROOT));
        data.set(
                "cardholder",
                holderOf(
                        card,
                        "cardholder_id",
                        "cardholder_status",
                        "email",
                        "first_name",
                        "last_name",
                        "country_code",
                        "date_of_birth",
                        "phone_number",
                        "number_of_cards"));
        data.set("spending_controls", card.path("spending_controls").deepCopy());
        data.set("risk_control", risk(card));
        data.set("metadata", card.path("metadata").deepCopy());
        card("card.update." + ending.word(), card, order, data);
    }

    void status(ObjectNode card, ObjectNode order, Words.Ending ending) {
        ObjectNode data = Json.object();
        Cardholders.copy(card, data, "card_id", "card_status");
        data.put("card_number", webhookMask(card));
        Cardholders.copy(card, data, "update_reason");
        data.put("update_time", books.isoNow())
                .put("available_balance", Card.available(card).toPlainString())
                .put("currency", card.path("card_currency").asText());
        card("card.status.update." + ending.word(), card, order, data);
    }

    void money(ObjectNode card, ObjectNode order, Words.Ending ending) {
        boolean recharge = order.path("order_type").asText().equals(Words.OrderType.CARD_RECHARGE.name());
        ObjectNode data = Json.object();
        Cardholders.copy(card, data, "card_id", "card_currency", "card_status");
        data.put("amount", order.path("amount").asText())
                .put("card_available_balance", Card.available(card).toPlainString())
                .put("order_status", order.path("order_status").asText())
                .put("complete_time", books.isoNow())
                .put("update_time", books.isoNow());
        String type = (recharge ? "card.recharge." : "card.withdraw.") + ending.word();
        card(type, card, order, data);
    }

    void activationCode(ObjectNode card) {
        ObjectNode data = Json.object();
        Cardholders.copy(card, data, "card_id", "activation_code");
        data.put("card_number", webhookMask(card));
        String id = card.path("card_id").asText();
        send("card.activation.code", id, id, data);
    }

    void activated(ObjectNode card) {
        ObjectNode data = Json.object().put("activation_status", "Activated").put("card_number", webhookMask(card));
        Cardholders.copy(card, data, "card_id");
        String id = card.path("card_id").asText();
        send("card.activation.status", id, id, data);
    }

    void transaction(ObjectNode card, ObjectNode transaction) {
        ObjectNode data = transaction.deepCopy();
        data.remove(List.of("account", "effect", "reversed"));
        data.put("card_number", webhookMask(card));
        ObjectNode merchant = data.withObject("/merchant_data").deepCopy();
        data.putArray("merchant_data").add(merchant);
        String word = transaction.path("transaction_type").asText().toLowerCase(Locale.ROOT);
        String type = "issuing.transaction." + word.replace(' ', '.');
        send(
                type,
                card.path("card_id").asText(),
                transaction.path("transaction_id").asText(),
                data);
    }

    static String money(BigDecimal amount) {
        return amount.toPlainString();
    }

    private void card(String type, ObjectNode card, ObjectNode order, ObjectNode data) {
        send(type, card.path("card_id").asText(), order.path("card_order_id").asText(), data);
    }

    private static void numbers(ObjectNode card, ObjectNode data) {
        data.put("card_number", webhookMask(card));
        Cardholders.copy(card, data, "card_bin", "card_scheme");
    }

    private static ObjectNode risk(ObjectNode card) {
        ObjectNode risk = Json.object();
        if (card.path("risk_controls") instanceof ObjectNode controls) {
            Cardholders.copy(controls, risk, "allow_3ds_transactions", "enable_3ds");
        }
        return risk;
    }

    private ObjectNode holderOf(ObjectNode card, String... names) {
        ObjectNode out = Json.object();
        books.holders().find(card.path("cardholder_id").asText()).ifPresent(holder -> {
            Cardholders.copy(holder, out, names);
            out.put("create_time", holder.path("created_at").asText());
        });
        return out;
    }

    private static String webhookMask(ObjectNode card) {
        String number = card.path("number").asText();
        return card.path("card_bin").asText() + "****" + CardNumbers.lastFour(number);
    }
}
