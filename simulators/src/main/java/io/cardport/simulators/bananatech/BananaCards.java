package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cards (§2.2, §2.3): applied for or assigned, both told by webhook; shown, given a PIN. Nothing guards duplicates. */
final class BananaCards {

    private static final Pattern NUMBER = Pattern.compile("\\d{16,19}");
    private static final Pattern PIN = Pattern.compile("\\d{4,6}");
    private static final BigDecimal NONE = new BigDecimal("0.00");

    private final BananaBooks books;
    private final BananaTemplates templates;
    private final BananaUsers users;
    private final BananaTransactions transactions;
    private final BananaEvents events;

    BananaCards(
            BananaBooks books,
            BananaTemplates templates,
            BananaUsers users,
            BananaTransactions transactions,
            BananaEvents events) {
        this.books = books;
        this.templates = templates;
        this.users = users;
        this.transactions = transactions;
        this.events = events;
    }

    Answer apply(Fields in) {
        ObjectNode template = templates.find(BananaBooks.id(in, "template_id"));
        ObjectNode user = users.entitled(in, template);
        if (BananaTemplates.physical(template)) {
            throw BananaBooks.refusal("the template is of physical cards");
        }
        BigDecimal deposit = deposit(in, template);
        refuseIfPlanned();
        BigDecimal paid = deposit.add(BananaTemplates.fee(books, "apply_fee"));
        books.pay(paid);
        ObjectNode card = fresh(user, template, CardNumbers.draw("424242", books.ids()))
                .put("paid", paid.toPlainString())
                .put("deposit", deposit.toPlainString());
        books.keep(card);
        long id = card.path("card_id").longValue();
        books.later("card-delay-ms", Word.Alarm.APPLY, id);
        return books.tuning().on("apply-answers-id")
                ? Answer.ok(Json.object().put("card_id", id))
                : BananaBooks.said("Card apply request sent successfully");
    }

    private static BigDecimal deposit(Fields in, ObjectNode template) {
        if (!template.path("requires_initial_deposit").asBoolean()) {
            return NONE;
        }
        BigDecimal deposit = in.money("deposit_amount").orElseThrow(() -> in.wrong("deposit_amount", "is required"));
        if (deposit.compareTo(BananaBooks.money(template, "activate_min_limit")) < 0) {
            throw in.wrong("deposit_amount", "is below the minimum of the template");
        }
        return deposit;
    }

    Answer assign(Fields in) {
        ObjectNode template = templates.find(BananaBooks.id(in, "template_id"));
        ObjectNode user = users.entitled(in, template);
        if (!BananaTemplates.physical(template)) {
            throw BananaBooks.refusal("the template is of virtual cards");
        }
        in.required("card_number");
        String number = in.text("card_number", NUMBER).orElseThrow();
        refuseIfPlanned();
        BigDecimal paid = BananaTemplates.fee(books, "apply_fee");
        books.pay(paid);
        ObjectNode card = fresh(user, template, number).put("paid", paid.toPlainString());
        books.keep(card);
        long id = card.path("card_id").longValue();
        books.later("card-delay-ms", Word.Alarm.ASSIGN, id);
        return Answer.ok(Json.object().put("card_id", id));
    }

    private ObjectNode fresh(ObjectNode user, ObjectNode template, String number) {
        var end = books.now().atOffset(ZoneOffset.UTC).plusYears(3);
        return Json.object()
                .put("card_id", books.next())
                .put("user_id", user.path("user_id").longValue())
                .put("template_id", template.path("id").longValue())
                .put("status", Word.CardStatus.PENDING.name())
                .put("balance", NONE.toPlainString())
                .put("refunded", NONE.toPlainString())
                .put("number", number)
                .put("cvv", books.ids().digits(3))
                .put("expiry", String.format(Locale.ROOT, "%02d/%02d", end.getMonthValue(), end.getYear() % 100))
                .put("created_at", books.now().toString());
    }

    void refuseIfPlanned() {
        if (books.failures().fails(Word.Failure.REFUSED)) {
            throw BananaBooks.refusal("the request was refused by the bank");
        }
    }

    void applyDue(ObjectNode card) {
        if (BananaBooks.status(card) == Word.CardStatus.PENDING) {
            applied(card, books.failures().fails(Word.Failure.APPLY));
        }
    }

    void applied(ObjectNode card, boolean fails) {
        if (fails) {
            end(card);
            events.applied(card, Word.Outcome.FAILED);
            return;
        }
        boolean later = templates.of(card).path("needs_activation").asBoolean();
        BigDecimal deposit = BananaBooks.money(card, "deposit");
        card.put("balance", deposit.toPlainString());
        status(card, later ? Word.CardStatus.TBA : Word.CardStatus.ACTIVE);
        events.applied(card, Word.Outcome.SUCCESS);
        if (deposit.signum() > 0) {
            transactions.book(card, Word.TransactionType.INITIAL_DEPOSIT, deposit, Word.Outcome.SUCCESS);
        }
        if (later && books.tuning().on("auto-activate")) {
            books.later(
                    "card-delay-ms", Word.Alarm.ACTIVATE, card.path("card_id").longValue());
        }
    }

    void assignDue(ObjectNode card) {
        if (BananaBooks.status(card) != Word.CardStatus.PENDING) {
            return;
        }
        String number = card.path("number").asText();
        if (books.failures().fails(Word.Failure.ASSIGN)) {
            notAssigned(card, "refused by the bank");
        } else if (books.stock().find(number).isEmpty()) {
            notAssigned(card, "101:0 - card number not exist");
        } else {
            books.stock().remove(number);
            status(card, Word.CardStatus.TBA);
            events.assigned(card);
        }
    }

    void notAssigned(ObjectNode card, String reason) {
        end(card);
        events.notAssigned(card, reason);
    }

    private void end(ObjectNode card) {
        books.refund(BananaBooks.money(card, "paid"));
        status(card, Word.CardStatus.FAILED);
    }

    Answer pin(Fields in) {
        ObjectNode card = books.card(in);
        in.required("pin");
        in.text("pin", PIN);
        if (!BananaTemplates.physical(templates.of(card))) {
            throw BananaBooks.refusal("only physical cards have a pin");
        }
        switch (BananaBooks.status(card)) {
            case TBA ->
                books.later(
                        "card-delay-ms",
                        Word.Alarm.ACTIVATE,
                        card.path("card_id").longValue());
            case ACTIVE -> {}
            case PENDING, LOCKED, CLOSED, FAILED -> throw wrongState(card);
        }
        return Answer.ok(Json.object().put("success", true).put("message", "PIN set successfully"));
    }

    void activateDue(ObjectNode card) {
        if (BananaBooks.status(card) == Word.CardStatus.TBA) {
            boolean fails = books.failures().fails(Word.Failure.ACTIVATE);
            if (!fails) {
                status(card, Word.CardStatus.ACTIVE);
            }
            events.activated(card, fails ? Word.Outcome.FAILED : Word.Outcome.SUCCESS);
        }
    }

    void status(ObjectNode card, Word.CardStatus status) {
        books.keep(card.put("status", status.name()));
    }

    Answer balance(Fields in) {
        ObjectNode card = books.card(in);
        return Answer.ok(Json.object()
                .put("balance", BananaBooks.money(card, "balance"))
                .put("refund_amount", BananaBooks.money(card, "refunded"))
                .put("currency", BananaBooks.CURRENCY));
    }

    Answer information(Fields in) {
        ObjectNode card = books.card(in);
        boolean full = books.tuning().on("full-numbers");
        return Answer.ok(Json.object()
                .put("number", number(card, books))
                .put("cvv", full ? card.path("cvv").asText() : "***")
                .put("expiry_date", card.path("expiry").asText())
                .put("status", card.path("status").asText())
                .put("template_id", card.path("template_id").longValue()));
    }

    /** Masked or full by permission (§2.2). */
    static String number(ObjectNode card, BananaBooks books) {
        String number = card.path("number").asText();
        return books.tuning().on("full-numbers") ? number : CardNumbers.masked(number);
    }

    static RuntimeException wrongState(ObjectNode card) {
        return BananaBooks.refusal("operation not allowed for a card that is "
                + card.path("status").asText());
    }
}
