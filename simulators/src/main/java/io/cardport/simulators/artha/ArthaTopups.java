package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Top-ups (§1.2 phases 6 and 7): taken from the merchant portal balance at once, on the card when approved, back when
 * rejected. There is no idempotency: two equal calls are two top-ups.
 */
final class ArthaTopups {

    private static final BigDecimal LEAST = new BigDecimal("0.01");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F-]{36}");

    private final ArthaBooks books;
    private final ArthaTransactions transactions;
    private final ArthaEvents events;

    ArthaTopups(ArthaBooks books, ArthaTransactions transactions, ArthaEvents events) {
        this.books = books;
        this.transactions = transactions;
        this.events = events;
    }

    Answer create(Request request, String cardId) {
        ObjectNode card = books.card(cardId);
        Fields in = ArthaBooks.body(request);
        BigDecimal amount = ArthaBooks.amount(in, "amount").orElseThrow(() -> in.wrong("amount", "is required"));
        if (amount.compareTo(LEAST) < 0) {
            throw in.wrong("amount", "must be at least 0.01");
        }
        String currency = in.required("currency");
        if (!currency.equals(card.path("currency").asText())) {
            throw ArthaBooks.rule("currency_mismatch", "currency must be that of the card");
        }
        if (ArthaBooks.state(card) != Word.CardState.ACTIVE) {
            throw ArthaBooks.rule("card_state", "the card is not active");
        }
        if (books.failures().fails(Word.Failure.TOPUP_REFUSED)) {
            throw ArthaBooks.rule("topup_refused", "the top-up was refused");
        }
        BigDecimal left = books.balance(currency).subtract(amount);
        if (left.signum() < 0) {
            throw ArthaBooks.rule("insufficient_balance", "the merchant balance is too low");
        }
        books.balance(currency, left);
        String id = books.ids().uuid();
        ObjectNode topup = Json.object()
                .put("transactionId", id)
                .put("cardId", cardId)
                .put("customerId", card.path("customerId").asText())
                .put("amount", amount.toPlainString())
                .put("currency", currency)
                .put("status", Word.Topup.PENDING.name())
                .put("createdAt", books.now().toString());
        books.topups().put(id, topup);
        transactions.topup(card, topup, Word.TransactionStatus.AUTHORIZED);
        if (books.tuning().on("auto-settle")) {
            books.state().timers().after(books.tuning().millis("topup-delay-ms"), Word.Alarm.TOPUP.name(), id);
        }
        return Answer.of(202, view(topup));
    }

    void due(String id) {
        books.topups()
                .find(id)
                .filter(t -> status(t) == Word.Topup.PENDING)
                .ifPresent(t -> settle(
                        t, books.failures().fails(Word.Failure.TOPUP) ? Word.Topup.REJECTED : Word.Topup.APPROVED));
    }

    void settle(ObjectNode topup, Word.Topup end) {
        BigDecimal amount = ArthaBooks.money(topup, "amount");
        ObjectNode card = books.card(topup.path("cardId").asText());
        if (end == Word.Topup.APPROVED) {
            card.put("balance", ArthaBooks.money(card, "balance").add(amount).toPlainString())
                    .put("funded", true);
            books.cards().put(card.path("cardId").asText(), card);
            transactions.topup(card, topup, Word.TransactionStatus.SETTLED);
        } else {
            String currency = topup.path("currency").asText();
            books.balance(currency, books.balance(currency).add(amount));
            transactions.topup(card, topup, Word.TransactionStatus.DECLINED);
        }
        books.topups().put(topup.path("transactionId").asText(), topup.put("status", end.name()));
        events.topup(topup, end);
    }

    Answer status(String id) {
        if (!UUID.matcher(id).matches()) {
            throw ArthaBooks.refusal(400, "malformed", "topupId must be a UUID");
        }
        return Answer.ok(view(
                books.topups().find(id).orElseThrow(() -> ArthaBooks.refusal(404, "not_found", "top-up not found"))));
    }

    Answer history(Request request, String cardId) {
        books.card(cardId);
        List<ObjectNode> found = books.topups().newestFirst().stream()
                .filter(t -> t.path("cardId").asText().equals(cardId))
                .toList();
        return books.page(request, found, this::view);
    }

    Answer balance(String cardId) {
        ObjectNode card = books.card(cardId);
        BigDecimal total = ArthaBooks.money(card, "balance");
        BigDecimal hold = ArthaBooks.money(card, "hold");
        return Answer.ok(Json.object()
                .put("card_id", cardId)
                .put("available_balance", total.subtract(hold))
                .put("hold_amount", hold)
                .put("total_balance", total)
                .put("currency", card.path("currency").asText())
                .put("retrieved_at", books.now().toString()));
    }

    static Word.Topup status(ObjectNode topup) {
        return Word.Topup.valueOf(topup.path("status").asText());
    }

    private ObjectNode view(ObjectNode topup) {
        return Json.object()
                .put("id", topup.path("transactionId").asText())
                .put("transactionId", topup.path("transactionId").asText())
                .put("cardId", topup.path("cardId").asText())
                .put("amount", ArthaBooks.money(topup, "amount"))
                .put("currency", topup.path("currency").asText())
                .put("status", books.spelled(status(topup)))
                .put("createdAt", topup.path("createdAt").asText());
    }
}
