package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Tuning;
import io.cardport.simulators.frame.WebhookSender;
import io.cardport.simulators.frame.WebhookStyle;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Webhooks (§1.3): flat snake_case objects with an <code>event</code>, nulls kept, unsigned unless set otherwise. */
final class ArthaEvents {

    /** Of our own making: no page names a header. */
    static final String SHARED = "X-Webhook-Secret";

    static final String SIGNED = "X-Webhook-Signature";

    private static final List<String> AMOUNTS =
            List.of("local_amount", "authorized_amount", "settle_amount", "fee", "crossborder_fee");

    private final ArthaBooks books;
    private final WebhookSender sender;

    ArthaEvents(ArthaBooks books, WebhookSender sender) {
        this.books = books;
        this.sender = sender;
    }

    /** Repeated after 1, 5, 30 minutes, 2 and 12 hours (§1.4), for the default base of one minute. */
    static WebhookStyle style(Tuning tuning) {
        return new WebhookStyle(
                (type, attempt) -> new WebhookStyle.Sealed(attempt.body(), headers(tuning, attempt)),
                List.of(1, 5, 30, 120, 720),
                Duration.ofHours(12),
                Duration.ofSeconds(15));
    }

    private static Map<String, String> headers(Tuning tuning, WebhookSender.Attempt attempt) {
        String secret = attempt.flaw().map(flaw -> flaw + attempt.secret()).orElseGet(attempt::secret);
        return switch ((int) tuning.number("webhook-check")) {
            case 1 -> Map.of(SHARED, secret);
            case 2 -> Map.of(SIGNED, ArthaSignature.webhook(secret.getBytes(StandardCharsets.UTF_8), attempt.body()));
            default -> Map.of();
        };
    }

    void applicant(ObjectNode applicant, Word.Applicant status) {
        String word = switch (status) {
            case PENDING, UNDER_REVIEW -> "reviewing";
            case APPROVED -> "approved";
            case REJECTED -> "rejected";
        };
        String customer = applicant.path("customerId").asText();
        ObjectNode body = event("cardholder." + word)
                .put("customer_id", customer)
                .put("product_id", applicant.path("productId").asText())
                .put("status", books.spelled(status));
        body.set("remarks", applicant.get("remarks"));
        send(customer, body);
    }

    void card(String event, ObjectNode card) {
        send(
                card.path("cardId").asText(),
                event(event)
                        .put("card_id", card.path("cardId").asText())
                        .put("customer_id", card.path("customerId").asText())
                        .put("product_id", card.path("productId").asText())
                        .put("status", books.spelled(ArthaBooks.state(card))));
    }

    void topup(ObjectNode topup, Word.Topup status) {
        if (books.tuning().on("topup-webhooks")) {
            boolean done = status == Word.Topup.APPROVED;
            send(
                    topup.path("cardId").asText(),
                    event(done ? "topup.completed" : "topup.failed")
                            .put("transaction_id", topup.path("transactionId").asText())
                            .put("card_id", topup.path("cardId").asText())
                            .put("amount", topup.path("amount").asText())
                            .put("currency", topup.path("currency").asText())
                            .put("status", done ? "completed" : "failed"));
        }
    }

    void transaction(String event, ObjectNode view) {
        ObjectNode body = event(event);
        ArthaDress.snake(view).properties().forEach(e -> body.set(e.getKey(), e.getValue()));
        AMOUNTS.stream()
                .filter(name -> body.path(name).isNumber())
                .forEach(name -> body.put(name, new BigDecimal(body.path(name).asText()).toPlainString()));
        send(view.path("cardId").asText(), body);
    }

    void send(String subject, ObjectNode body) {
        sender.send(body.path("event").asText(), subject, body);
    }

    ObjectNode event(String name) {
        return Json.object().put("event", name).put("timestamp", books.now().toString());
    }
}
