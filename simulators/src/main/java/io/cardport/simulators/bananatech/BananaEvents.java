package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.WebhookSender;
import java.math.BigDecimal;

/** Webhooks (§2.2, §2.3), each of them kept as a record too, whether it is delivered or not. */
final class BananaEvents {

    private final BananaBooks books;
    private final WebhookSender sender;

    BananaEvents(BananaBooks books, WebhookSender sender) {
        this.books = books;
        this.sender = sender;
    }

    void url(String url) {
        sender.url(url);
    }

    void user(ObjectNode user) {
        ObjectNode body = Json.object();
        body.set("user_id", user.get("user_id"));
        body.put("status", user.path("status").asText());
        if (!user.path("message").asText().isEmpty()) {
            body.put("message", user.path("message").asText());
        }
        send(Word.EventType.USER_CREATE_RESULT, user, body);
    }

    void applied(ObjectNode card, Word.Outcome outcome) {
        ObjectNode body = Json.object();
        body.set("template_id", card.get("template_id"));
        body.set("user_id", card.get("user_id"));
        body.set("card_id", card.get("card_id"));
        send(Word.EventType.CARD_APPLY_RESULT, card, timed(body.put("status", outcome.name())));
    }

    void assigned(ObjectNode card) {
        send(Word.EventType.CARD_ASSIGN_RESULT, card, timed(about(card).put("status", "SUCCESS")));
    }

    /** A failure tells the user and not the card (§2.3). */
    void notAssigned(ObjectNode card, String reason) {
        ObjectNode body = Json.object().put("status", "FAILED").put("error_reason", reason);
        body.set("user_id", card.get("user_id"));
        send(Word.EventType.CARD_ASSIGN_RESULT, card, timed(body));
    }

    void activated(ObjectNode card, Word.Outcome outcome) {
        ObjectNode body =
                about(card).put("card_number", BananaCards.number(card, books)).put("status", outcome.name());
        send(Word.EventType.CARD_ACTIVATE_RESULT, card, timed(body));
    }

    void status(ObjectNode card, Word.Outcome outcome) {
        ObjectNode body = about(card)
                .put("status", outcome.name())
                .put("card_status", card.path("status").asText());
        send(Word.EventType.CARD_STATUS_CHANGE, card, timed(body));
    }

    void closed(ObjectNode card, long transaction, BigDecimal refund, Word.Outcome outcome) {
        ObjectNode body = about(card)
                .put("transaction_id", transaction)
                .put("refund_amount", refund)
                .put("status", outcome.name());
        send(Word.EventType.CARD_CLOSE_RESULT, card, timed(body));
    }

    void recharged(ObjectNode card, ObjectNode recharge, Word.Outcome outcome) {
        boolean told = outcome == Word.Outcome.SUCCESS || books.tuning().on("failed-amount");
        ObjectNode body = about(card);
        body.set("user_id", card.get("user_id"));
        body.set("template_id", card.get("template_id"));
        body.set("transaction_id", recharge.get("transaction_id"));
        body.put("receive_amount", told ? BananaBooks.money(recharge, "amount") : new BigDecimal("0.00"))
                .put("status", outcome.name())
                .put("currency", BananaBooks.CURRENCY)
                .put("description", outcome == Word.Outcome.SUCCESS ? "" : "refused by the bank");
        send(Word.EventType.CARD_RECHARGE_RESULT, card, timed(body));
    }

    /** Known from one version of a page only, so it is a setting. */
    void balance(ObjectNode card, BigDecimal before) {
        if (books.tuning().on("balance-webhooks")) {
            BigDecimal now = BananaBooks.money(card, "balance");
            ObjectNode body = about(card)
                    .put("amount", now.subtract(before))
                    .put("available", now)
                    .put("before_available", before)
                    .put("currency", BananaBooks.CURRENCY);
            send(Word.EventType.CARD_BALANCE_CHANGE, card, timed(body));
        }
    }

    void transaction(ObjectNode card, ObjectNode transaction) {
        boolean correction = transaction.path("type").asText().equals(Word.TransactionType.CORRECTION.name());
        ObjectNode body = transaction.deepCopy();
        body.set("user_id", card.get("user_id"));
        send(correction ? Word.EventType.CARD_CORRECTION : Word.EventType.TRANSACTION_CREATED, card, timed(body));
    }

    private void send(Word.EventType type, ObjectNode subject, ObjectNode body) {
        String about = (subject.has("card_id") ? subject.path("card_id") : subject.path("user_id")).asText();
        send(type.name(), about, body);
    }

    /** Sends any event; a record of it stays. */
    void send(String type, String subject, ObjectNode body) {
        long id = books.next();
        ObjectNode record = Json.object().put("id", id).put("callback_type", type);
        record.set("user_id", body.path("user_id").isMissingNode() ? owner(body) : body.get("user_id"));
        record.set("card_id", body.get("card_id"));
        record.set("data", body.deepCopy());
        books.records()
                .put(Long.toString(id), record.put("created_at", books.now().toString()));
        sender.send(type, subject, body);
    }

    private JsonNode owner(ObjectNode body) {
        return books.cards()
                .find(body.path("card_id").asText())
                .map(card -> card.path("user_id"))
                .orElse(Json.object().nullNode());
    }

    private static ObjectNode about(ObjectNode card) {
        ObjectNode body = Json.object();
        body.set("card_id", card.get("card_id"));
        return body;
    }

    private ObjectNode timed(ObjectNode body) {
        return body.put("occur_time", books.now().toEpochMilli());
    }
}
