package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Card transactions, and the sandbox's authorization and reversal (§5.2, 5.4). */
final class Transactions {

    private static final String MCC = "5734";
    private static final Duration LONGEST_RANGE = Duration.ofDays(90);

    private final Books books;
    private final Orders orders;
    private final Balances balances;
    private final Events events;

    Transactions(Books books, Orders orders, Balances balances, Events events) {
        this.books = books;
        this.orders = orders;
        this.balances = balances;
        this.events = events;
    }

    Answer list(Request request) {
        String account = books.account(request);
        Optional<Instant> from = time(request, "start_time");
        Optional<Instant> to = time(request, "end_time");
        if (from.isPresent()
                && Duration.between(from.get(), to.orElseGet(books::now)).compareTo(LONGEST_RANGE) > 0) {
            throw Errors.invalid("start_time and end_time must be at most 90 days apart");
        }
        List<ObjectNode> all = Books.select(
                books.transactions().newestFirst(),
                t -> t.path("account").asText().equals(account)
                        && Balances.wanted(request, t, "card_id")
                        && from.filter(f -> at(t).isBefore(f)).isEmpty()
                        && to.filter(end -> at(t).isAfter(end)).isEmpty());
        return books.page(request, 10, all, Transactions::view);
    }

    Answer retrieve(Request request, String id) {
        ObjectNode transaction = own(request, id);
        return Answer.ok(view(transaction)
                .put(
                        "settlement_status",
                        transaction.path("transaction_type").asText().equals("AUTHORIZATION")
                                ? "UNSETTLED"
                                : "NOT_APPLICABLE"));
    }

    /** POST /v1/simulation/issuing/authorization. */
    Answer authorize(Request request) {
        Fields in = UqpayIssuer.body(request);
        ObjectNode card = Books.own(books.cards(), in.required("card_id"), books.account(request))
                .filter(c ->
                        Card.status(c).live() && c.path("card_bin").asText().equals(Products.SANDBOX_BIN))
                .orElseThrow(() -> Errors.card("card_not_found", "Card does not exists"));
        BigDecimal amount =
                in.money("transaction_amount").orElseThrow(() -> in.wrong("transaction_amount", "is required"));
        String currency = in.required("transaction_currency");
        String merchant = in.required("merchant_name");
        if (amount.signum() <= 0) {
            throw in.wrong("transaction_amount", "must be greater than 0");
        }
        if (!currency.equals(card.path("card_currency").asText())) {
            throw in.wrong("transaction_currency", "must be the card's currency");
        }
        if (!in.required("merchant_category_code").equals(MCC)) {
            throw in.wrong("merchant_category_code", "must be " + MCC);
        }
        return Answer.ok(simulated(authorize(card, amount, merchant, MCC)));
    }

    /** POST /v1/simulation/issuing/reversal. */
    Answer reverse(Request request) {
        Fields in = UqpayIssuer.body(request);
        ObjectNode original = own(request, in.required("transaction_id"));
        boolean reversible = original.path("transaction_type").asText().equals("AUTHORIZATION")
                && original.path("transaction_status").asText().equals("APPROVED")
                && !original.has("reversed");
        if (!reversible) {
            throw Errors.card("transaction_not_reversible", "only an approved authorization can be reversed, once");
        }
        ObjectNode card = books.cards().find(original.path("card_id").asText()).orElseThrow();
        BigDecimal amount = Card.amount(original, "billing_amount");
        books.transactions().put(original.path("transaction_id").asText(), original.put("reversed", true));
        spend(card, amount.negate());
        ObjectNode reversal = transaction(card, "REVERSAL", amount, "APPROVED");
        reversal.put("original_transaction_id", original.path("transaction_id").asText());
        reversal.set("merchant_data", original.path("merchant_data").deepCopy());
        return Answer.ok(simulated(keep(card, reversal)));
    }

    /** Decides as UQPAY would, keeps and tells it; also for control calls, on any BIN. */
    ObjectNode authorize(ObjectNode card, BigDecimal amount, String merchant, String mcc) {
        Optional<String> decline = decline(card, amount, mcc);
        if (decline.isEmpty()) {
            spend(card, amount);
        }
        ObjectNode transaction =
                transaction(card, "AUTHORIZATION", amount, decline.isEmpty() ? "APPROVED" : "DECLINED");
        transaction.put("description", decline.orElse("1000 - Authorization Approval"));
        merchant(transaction, merchant, mcc);
        keep(card, transaction);
        boolean over = decline.isEmpty()
                && card.path("auto_cancel_trigger").asText().equals(Words.CancelTrigger.ON_AUTH.name());
        if (over) {
            end(card);
        }
        return transaction;
    }

    /** Keeps and tells any other kind of transaction; a positive effect takes money off the card. */
    ObjectNode push(ObjectNode card, String type, BigDecimal amount, BigDecimal effect, String original) {
        spend(card, effect);
        ObjectNode transaction = transaction(card, type, amount, "APPROVED").put("original_transaction_id", original);
        merchant(transaction, "Simulated merchant", MCC);
        keep(card, transaction);
        if (type.startsWith("SETTLEMENT")
                && card.path("auto_cancel_trigger").asText().equals(Words.CancelTrigger.ON_CAPTURE.name())) {
            end(card);
        }
        return transaction;
    }

    /** Cancels a one-time or expired card. */
    void end(ObjectNode card) {
        if (Card.status(card).live()) {
            ObjectNode order = orders.open(card, Words.OrderType.CARD_STATUS_UPDATE, Words.OrderStatus.SUCCESS);
            orders.cancel(card, order);
        }
    }

    private Optional<String> decline(ObjectNode card, BigDecimal amount, String mcc) {
        if (Card.status(card) != Words.CardStatus.ACTIVE) {
            return Optional.of("1041 - Card is not active");
        }
        for (var control : card.path("spending_controls")) {
            if (amount.compareTo(new BigDecimal(control.path("amount").asText())) > 0) {
                return Optional.of("1061 - Exceeds spending limit");
            }
        }
        if (!merchantAllowed(card, mcc)) {
            return Optional.of("1057 - Merchant category not allowed");
        }
        boolean funded = Card.available(card).compareTo(amount) >= 0
                && (Card.mode(card) == Words.Mode.SINGLE
                        || balances.covers(
                                card.path("account").asText(),
                                card.path("card_currency").asText(),
                                amount));
        return funded ? Optional.empty() : Optional.of("1051 - Insufficient balance");
    }

    private static boolean merchantAllowed(ObjectNode card, String mcc) {
        var risk = card.path("risk_controls");
        boolean allowed = !risk.has("allowed_mcc");
        for (var code : risk.path("allowed_mcc")) {
            allowed |= code.asText().equals(mcc);
        }
        for (var code : risk.path("blocked_mcc")) {
            allowed &= !code.asText().equals(mcc);
        }
        return allowed;
    }

    private void spend(ObjectNode card, BigDecimal amount) {
        if (amount.signum() == 0) {
            return;
        }
        String account = card.path("account").asText();
        String currency = card.path("card_currency").asText();
        switch (Card.mode(card)) {
            case SINGLE ->
                card.put(
                        "balance", Card.amount(card, "balance").subtract(amount).toPlainString());
            case SHARE -> {
                if (amount.signum() > 0) {
                    balances.debit(account, currency, amount, "ISSUING_AUTHORIZATION");
                } else {
                    balances.credit(account, currency, amount.negate(), "ISSUING_REVERSAL");
                }
            }
        }
        BigDecimal consumed = Card.amount(card, "consumed_amount").add(amount);
        card.put("consumed_amount", consumed.max(BigDecimal.ZERO).setScale(2).toPlainString());
        books.cards().put(card.path("card_id").asText(), card);
    }

    private ObjectNode transaction(ObjectNode card, String type, BigDecimal amount, String status) {
        String currency = card.path("card_currency").asText();
        return Json.object()
                .put("account", card.path("account").asText())
                .put("card_id", card.path("card_id").asText())
                .put("card_number", CardNumbers.masked(card.path("number").asText()))
                .put("cardholder_id", card.path("cardholder_id").asText())
                .put("transaction_id", books.ids().uuid())
                .put("short_transaction_id", "T" + books.ids().digits(10))
                .put("original_transaction_id", "")
                .put("transaction_type", type)
                .put("transaction_amount", Events.money(amount))
                .put("transaction_currency", currency)
                .put("billing_amount", Events.money(amount))
                .put("billing_currency", currency)
                .put("transaction_fee", "0.00")
                .put("transaction_fee_currency", currency)
                .put("fee_pass_through", "N")
                .put("card_available_balance", Card.available(card).toPlainString())
                .put("authorization_code", books.ids().digits(6))
                .put("transaction_status", status)
                .put("transaction_time", books.isoNow())
                .put("posted_time", books.isoNow())
                .put("description", "")
                .put("wallet_type", "");
    }

    private static void merchant(ObjectNode transaction, String name, String mcc) {
        transaction
                .putObject("merchant_data")
                .put("category_code", mcc)
                .put("city", "Singapore")
                .put("country", "SG")
                .put("name", name);
    }

    private ObjectNode keep(ObjectNode card, ObjectNode transaction) {
        transaction.put("card_available_balance", Card.available(card).toPlainString());
        books.transactions().put(transaction.path("transaction_id").asText(), transaction);
        events.transaction(card, transaction);
        return transaction;
    }

    private ObjectNode own(Request request, String id) {
        return Books.own(books.transactions(), id, books.account(request))
                .orElseThrow(() -> Errors.card("transaction_not_found", "transaction not found"));
    }

    private static ObjectNode view(ObjectNode transaction) {
        ObjectNode out = transaction.deepCopy();
        out.remove(List.of("account", "reversed"));
        return out;
    }

    /** The simulator's answers keep the old name of the description (§5.4). */
    private static ObjectNode simulated(ObjectNode transaction) {
        ObjectNode out = view(transaction);
        out.put("failure_reason", transaction.path("description").asText());
        out.remove("description");
        return out;
    }

    private static Instant at(ObjectNode transaction) {
        return OffsetDateTime.parse(transaction.path("transaction_time").asText())
                .toInstant();
    }

    private static Optional<Instant> time(Request request, String name) {
        return request.query(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw Errors.invalid(name + " must be ISO 8601 with an offset");
            }
        });
    }
}
