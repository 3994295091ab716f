package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Card transactions (§2.2), newest first. */
final class BananaTransactions {

    private final BananaBooks books;
    private final BananaTemplates templates;
    private final BananaEvents events;

    BananaTransactions(BananaBooks books, BananaTemplates templates, BananaEvents events) {
        this.books = books;
        this.templates = templates;
        this.events = events;
    }

    ObjectNode book(ObjectNode card, Word.TransactionType type, BigDecimal amount, Word.Outcome status) {
        ObjectNode booked = Json.object()
                .put("id", books.next())
                .put("card_id", card.path("card_id").longValue())
                .put("amount", amount)
                .put("currency", BananaBooks.CURRENCY)
                .put("type", type.name())
                .put("status", status.name())
                .put("created_at", books.now().toString())
                .put("merchant_name", type.name());
        keep(booked);
        return booked;
    }

    void end(long id, Word.Outcome status) {
        books.transactions().find(Long.toString(id)).ifPresent(t -> keep(t.put("status", status.name())));
    }

    private void keep(ObjectNode booked) {
        books.transactions().put(booked.path("id").asText(), booked);
    }

    /** A purchase or fee takes, if the card can pay it; a refund adds; a correction does either, by its sign. */
    ObjectNode push(ObjectNode card, Word.TransactionType type, BigDecimal amount, Optional<String> merchant) {
        BigDecimal before = BananaBooks.money(card, "balance");
        BigDecimal after = switch (type) {
            case PURCHASE, FEE -> before.subtract(amount);
            case REFUND, CORRECTION, RECHARGE, INITIAL_DEPOSIT, CLOSE_REFUND -> before.add(amount);
        };
        boolean granted = type != Word.TransactionType.PURCHASE
                || BananaBooks.status(card) == Word.CardStatus.ACTIVE
                        && after.signum() >= 0
                        && amount.compareTo(BananaBooks.money(templates.of(card), "limit_per_tx")) <= 0;
        ObjectNode booked = book(card, type, amount, granted ? Word.Outcome.SUCCESS : Word.Outcome.FAILED);
        merchant.ifPresent(name -> keep(booked.put("merchant_name", name)));
        events.transaction(card, booked);
        if (granted) {
            books.keep(card.put("balance", after.toPlainString()));
            events.balance(card, before);
        }
        return booked;
    }

    Answer list(Fields in) {
        Optional<Long> cardId = BananaBooks.optionalId(in, "card_id");
        Optional<Long> userId = BananaBooks.optionalId(in, "user_id");
        Optional<String> status = in.text("status");
        Optional<String> type = in.text("type");
        List<ObjectNode> found = BananaBooks.selected(in, books.transactions().newestFirst()).stream()
                .filter(t ->
                        cardId.filter(id -> id != t.path("card_id").longValue()).isEmpty())
                .filter(t -> userId.filter(id -> id != owner(t)).isEmpty())
                .filter(t ->
                        status.filter(s -> !s.equals(t.path("status").asText())).isEmpty())
                .filter(t ->
                        type.filter(s -> !s.equals(t.path("type").asText())).isEmpty())
                .toList();
        return BananaBooks.page(in, found, ObjectNode::deepCopy);
    }

    private long owner(ObjectNode transaction) {
        return books.card(transaction.path("card_id").longValue())
                .path("user_id")
                .longValue();
    }
}
