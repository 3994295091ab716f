package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import java.math.BigDecimal;

/**
 * Recharges and changes of status (§2.2), answered at once and told by webhook. A recharge has no reference, and every
 * one that comes is executed: equal ones are several.
 */
final class BananaMoney {

    private final BananaBooks books;
    private final BananaTemplates templates;
    private final BananaCards cards;
    private final BananaTransactions transactions;
    private final BananaEvents events;

    BananaMoney(
            BananaBooks books,
            BananaTemplates templates,
            BananaCards cards,
            BananaTransactions transactions,
            BananaEvents events) {
        this.books = books;
        this.templates = templates;
        this.cards = cards;
        this.transactions = transactions;
        this.events = events;
    }

    Answer recharge(Fields in) {
        ObjectNode card = books.card(in);
        BigDecimal amount = in.money("amount").orElseThrow(() -> in.wrong("amount", "is required"));
        ObjectNode template = templates.of(card);
        boolean first = activates(card, template);
        BigDecimal least = first ? BananaBooks.money(template, "activate_min_limit") : BananaTemplates.least(books);
        if (amount.compareTo(least) < 0) {
            throw BananaBooks.refusal("amount is below the minimum of " + least.toPlainString());
        }
        if (amount.compareTo(BananaBooks.money(template, "recharge_max_limit")) > 0) {
            throw BananaBooks.refusal("amount is above recharge_max_limit");
        }
        if (BananaBooks.status(card) != Word.CardStatus.ACTIVE && !first) {
            throw BananaCards.wrongState(card);
        }
        cards.refuseIfPlanned();
        BigDecimal paid = amount.add(BananaTemplates.fee(books, "recharge_fee"));
        books.pay(paid);
        long id = transactions
                .book(card, Word.TransactionType.RECHARGE, amount, Word.Outcome.PENDING)
                .path("id")
                .longValue();
        books.recharges()
                .put(
                        Long.toString(id),
                        Json.object()
                                .put("transaction_id", id)
                                .put("card_id", card.path("card_id").longValue())
                                .put("user_id", card.path("user_id").longValue())
                                .put("amount", amount.toPlainString())
                                .put("paid", paid.toPlainString())
                                .put("status", Word.Outcome.PENDING.name()));
        if (books.tuning().on("auto-settle")) {
            books.later("recharge-delay-ms", Word.Alarm.RECHARGE, id);
        }
        return BananaBooks.said("Card recharge request sent successfully");
    }

    /** A virtual card that is to be activated: its first recharge does that, if it is large enough. */
    private static boolean activates(ObjectNode card, ObjectNode template) {
        return BananaBooks.status(card) == Word.CardStatus.TBA && !BananaTemplates.physical(template);
    }

    void rechargeDue(String id) {
        books.recharges()
                .find(id)
                .ifPresent(r -> settle(
                        r, books.failures().fails(Word.Failure.RECHARGE) ? Word.Outcome.FAILED : Word.Outcome.SUCCESS));
    }

    /** Ends a recharge once; on a card that was closed meanwhile it fails. */
    void settle(ObjectNode recharge, Word.Outcome wanted) {
        if (!recharge.path("status").asText().equals(Word.Outcome.PENDING.name())) {
            return;
        }
        ObjectNode card = books.card(recharge.path("card_id").longValue());
        boolean gone = BananaBooks.status(card) == Word.CardStatus.CLOSED;
        Word.Outcome end = gone ? Word.Outcome.FAILED : wanted;
        BigDecimal before = BananaBooks.money(card, "balance");
        if (end == Word.Outcome.SUCCESS) {
            card.put(
                    "balance", before.add(BananaBooks.money(recharge, "amount")).toPlainString());
            books.keep(card);
        } else {
            books.refund(BananaBooks.money(recharge, "paid"));
        }
        long id = recharge.path("transaction_id").longValue();
        books.recharges().put(Long.toString(id), recharge.put("status", end.name()));
        transactions.end(id, end);
        events.recharged(card, recharge, end);
        if (end == Word.Outcome.SUCCESS) {
            events.balance(card, before);
            if (activates(card, templates.of(card))) {
                cards.activateDue(card);
            }
        }
    }

    Answer alter(Fields in) {
        ObjectNode card = books.card(in);
        in.required("alter");
        Word.Alter alter = in.word("alter", Word.Alter.class).orElseThrow();
        if (!possible(card, alter)) {
            throw BananaCards.wrongState(card);
        }
        cards.refuseIfPlanned();
        long id = books.next();
        books.operations()
                .put(
                        Long.toString(id),
                        Json.object()
                                .put("card_id", card.path("card_id").longValue())
                                .put("alter", alter.name()));
        books.later("status-delay-ms", Word.Alarm.ALTER, id);
        return BananaBooks.said("Operation requested");
    }

    private static boolean possible(ObjectNode card, Word.Alter alter) {
        Word.CardStatus status = BananaBooks.status(card);
        return switch (alter) {
            case LOCK -> status == Word.CardStatus.ACTIVE;
            case UNLOCK -> status == Word.CardStatus.LOCKED;
            case CLOSE -> status == Word.CardStatus.ACTIVE || status == Word.CardStatus.LOCKED;
        };
    }

    void alterDue(ObjectNode operation) {
        ObjectNode card = books.card(operation.path("card_id").longValue());
        Word.Alter alter = Word.Alter.valueOf(operation.path("alter").asText());
        boolean fails = books.failures().fails(Word.Failure.ALTER) || !possible(card, alter);
        Word.Outcome outcome = fails ? Word.Outcome.FAILED : Word.Outcome.SUCCESS;
        switch (alter) {
            case LOCK -> change(card, Word.CardStatus.LOCKED, outcome);
            case UNLOCK -> change(card, Word.CardStatus.ACTIVE, outcome);
            case CLOSE -> close(card, outcome);
        }
    }

    void change(ObjectNode card, Word.CardStatus status, Word.Outcome outcome) {
        if (outcome == Word.Outcome.SUCCESS) {
            cards.status(card, status);
        }
        events.status(card, outcome);
    }

    /** What is on the card goes back to the merchant, less the fee (§2.4). */
    private void close(ObjectNode card, Word.Outcome outcome) {
        BigDecimal balance = BananaBooks.money(card, "balance");
        BigDecimal refund =
                balance.subtract(BananaTemplates.fee(books, "refund_fee")).max(new BigDecimal("0.00"));
        long transaction = transactions
                .book(card, Word.TransactionType.CLOSE_REFUND, refund, outcome)
                .path("id")
                .longValue();
        if (outcome == Word.Outcome.SUCCESS) {
            books.refund(refund);
            card.put("balance", "0.00").put("refunded", refund.toPlainString());
            cards.status(card, Word.CardStatus.CLOSED);
        }
        events.closed(card, transaction, refund, outcome);
    }
}
