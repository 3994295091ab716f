package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Card orders (§4.6): every change of a card is one, and takes effect when it is settled. */
final class Orders {

    private static final String[] READ = {
        "card_id",
        "card_order_id",
        "order_type",
        "amount",
        "card_currency",
        "create_time",
        "update_time",
        "complete_time",
        "order_status",
        "failure_code"
    };

    private final Books books;
    private final Balances balances;
    private final Events events;
    private final NextFailures<Words.OrderType> failures = new NextFailures<>(Words.OrderType.class);

    Orders(Books books, Balances balances, Events events) {
        this.books = books;
        this.balances = balances;
        this.events = events;
    }

    /** Lets the next orders of a type end as FAILED. */
    void failNext(Words.OrderType type, int times) {
        failures.plan(type, times);
    }

    void forgetFailures() {
        failures.clear();
    }

    ObjectNode open(ObjectNode card, Words.OrderType type, Words.OrderStatus status) {
        String id = books.ids().uuid();
        ObjectNode order = Json.object()
                .put("card_order_id", id)
                .put("card_id", card.path("card_id").asText())
                .put("account", card.path("account").asText())
                .put("order_type", type.name())
                .put("card_currency", card.path("card_currency").asText())
                .put("create_time", books.isoNow())
                .put("update_time", books.isoNow())
                .put("order_status", status.name());
        books.orders().put(id, order);
        return order;
    }

    void amount(ObjectNode order, BigDecimal amount) {
        keep(order.put("amount", amount.toPlainString()));
    }

    void keep(ObjectNode order) {
        books.orders().put(order.path("card_order_id").asText(), order);
    }

    /** Lets it run: it settles after the delay of its type. */
    void start(ObjectNode order) {
        order.put("order_status", Words.OrderStatus.PROCESSING.name()).put("update_time", books.isoNow());
        keep(order);
        Duration wait = switch (type(order)) {
            case CREATE_CARD -> books.tuning().millis("card-delay-ms");
            case CARD_RECHARGE, CARD_WITHDRAW, CARD_UPDATE, CARD_STATUS_UPDATE, PIN_MANAGEMENT ->
                books.tuning().millis("order-delay-ms");
        };
        if (books.tuning().on("auto-settle")) {
            books.state()
                    .timers()
                    .after(
                            wait,
                            Words.Alarm.ORDER.name(),
                            order.path("card_order_id").asText());
        }
    }

    boolean running(ObjectNode card, Words.OrderType type) {
        return books.orders()
                .find(card.path("running-" + type.name()).asText())
                .filter(o -> !ended(o))
                .isPresent();
    }

    void mark(ObjectNode card, ObjectNode order) {
        card.put("running-" + type(order).name(), order.path("card_order_id").asText());
    }

    Answer retrieve(Request request, String id) {
        ObjectNode order = Books.own(books.orders(), id, books.account(request))
                .orElseThrow(() -> Errors.card("card_order_not_found", "card order not found"));
        return Answer.ok(view(order));
    }

    static ObjectNode view(ObjectNode order) {
        ObjectNode out = Json.object();
        Cardholders.copy(order, out, READ);
        return out;
    }

    /** Settles an order that runs; nothing happens to one that has ended. */
    void settle(String id) {
        books.orders().find(id).filter(o -> !ended(o)).ifPresent(order -> settle(order, ending(order)));
    }

    void settle(ObjectNode order, Words.Ending ending) {
        ObjectNode card = books.cards().find(order.path("card_id").asText()).orElseThrow();
        order.put("order_status", ending.status().name())
                .put("update_time", books.isoNow())
                .put("complete_time", books.isoNow());
        keep(order);
        switch (type(order)) {
            case CREATE_CARD -> created(card, order, ending);
            case CARD_RECHARGE -> recharged(card, order, ending);
            case CARD_WITHDRAW -> withdrawn(card, order, ending);
            case CARD_UPDATE -> updated(card, order, ending);
            case CARD_STATUS_UPDATE -> changed(card, order, ending);
            case PIN_MANAGEMENT -> pinned(card, order, ending);
        }
        order.remove(List.of("pin_hash", "changes"));
        keep(order);
    }

    /** Ends a card and gives its money back (§3, 4.9). */
    void cancel(ObjectNode card, ObjectNode order) {
        giveBack(card);
        status(card, Words.CardStatus.CANCELLED);
        events.status(card, order, Words.Ending.SUCCEEDED);
    }

    void status(ObjectNode card, Words.CardStatus status) {
        books.cards().put(card.path("card_id").asText(), card.put("card_status", status.name()));
    }

    static Words.OrderType type(ObjectNode order) {
        return Words.OrderType.valueOf(order.path("order_type").asText());
    }

    static boolean ended(ObjectNode order) {
        return switch (Words.OrderStatus.valueOf(order.path("order_status").asText())) {
            case PENDING, PROCESSING -> false;
            case SUCCESS, FAILED -> true;
        };
    }

    private Words.Ending ending(ObjectNode order) {
        return failures.fails(type(order)) ? Words.Ending.FAILED : Words.Ending.SUCCEEDED;
    }

    private void created(ObjectNode card, ObjectNode order, Words.Ending ending) {
        if (ending == Words.Ending.FAILED) {
            giveBack(card);
            status(card, Words.CardStatus.FAILED);
        } else if (card.path("form_factor").asText().equals("VIRTUAL")) {
            status(card, Words.CardStatus.ACTIVE);
        } else {
            events.activationCode(card);
        }
        events.created(card, order, ending);
    }

    private void recharged(ObjectNode card, ObjectNode order, Words.Ending ending) {
        BigDecimal amount = Card.amount(order, "amount");
        if (ending == Words.Ending.SUCCEEDED && Card.status(card).live()) {
            load(card, amount);
        } else {
            balances.credit(account(card), currency(card), amount, "REFUND");
        }
        events.money(card, order, ending);
    }

    private void withdrawn(ObjectNode card, ObjectNode order, Words.Ending ending) {
        BigDecimal amount = Card.amount(order, "amount");
        if (ending == Words.Ending.SUCCEEDED) {
            balances.credit(account(card), currency(card), amount, "CARD_WITHDRAW");
        } else {
            load(card, amount);
        }
        events.money(card, order, ending);
    }

    /** Puts money on a card; takes it off if negative. On a SHARE card it moves the ceiling. */
    void load(ObjectNode card, BigDecimal amount) {
        String field = switch (Card.mode(card)) {
            case SINGLE -> "balance";
            case SHARE -> "card_limit";
        };
        card.put(field, Card.amount(card, field).add(amount).toPlainString());
        books.cards().put(card.path("card_id").asText(), card);
    }

    private void updated(ObjectNode card, ObjectNode order, Words.Ending ending) {
        if (ending == Words.Ending.SUCCEEDED && order.path("changes") instanceof ObjectNode changes) {
            card.setAll(changes);
            books.cards().put(card.path("card_id").asText(), card);
        }
        events.updated(card, order, ending);
    }

    private void changed(ObjectNode card, ObjectNode order, Words.Ending ending) {
        boolean possible = ending == Words.Ending.SUCCEEDED
                && Card.status(card).live()
                && Card.status(card) != Words.CardStatus.BLOCKED;
        if (possible) {
            Cardholders.copy(order, card, "update_reason");
            switch (Words.TargetStatus.valueOf(order.path("target").asText())) {
                case ACTIVE -> status(card, Words.CardStatus.ACTIVE);
                case FROZEN -> status(card, Words.CardStatus.FROZEN);
                case CANCELLED -> {
                    if (books.tuning().on("skip-pre-cancel")) {
                        cancel(card, order);
                        return;
                    }
                    status(card, Words.CardStatus.PRE_CANCEL);
                    books.state()
                            .timers()
                            .after(
                                    books.tuning().millis("cancel-delay-ms"),
                                    Words.Alarm.CANCEL.name(),
                                    order.path("card_order_id").asText());
                }
            }
        } else {
            order.put("order_status", Words.OrderStatus.FAILED.name());
        }
        events.status(card, order, possible ? Words.Ending.SUCCEEDED : Words.Ending.FAILED);
    }

    private void pinned(ObjectNode card, ObjectNode order, Words.Ending ending) {
        if (ending == Words.Ending.SUCCEEDED) {
            Cardholders.copy(order, card, "pin_hash");
            books.cards().put(card.path("card_id").asText(), card);
        } else {
            order.put("failure_code", "pin_operation_failed");
        }
    }

    private void giveBack(ObjectNode card) {
        if (Card.mode(card) == Words.Mode.SINGLE) {
            balances.credit(account(card), currency(card), Card.amount(card, "balance"), "CARD_WITHDRAW");
            card.put("balance", "0.00");
        }
    }

    private static String account(ObjectNode card) {
        return card.path("account").asText();
    }

    private static String currency(ObjectNode card) {
        return card.path("card_currency").asText();
    }
}
