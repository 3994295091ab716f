package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Routes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a test or a person tells the simulated UQPAY to do; simulators/README.md lists the calls. */
final class UqpayControls {

    private final Books books;
    private final Access access;
    private final Cardholders holders;
    private final Orders orders;
    private final Transactions transactions;
    private final Events events;

    UqpayControls(
            Books books, Access access, Cardholders holders, Orders orders, Transactions transactions, Events events) {
        this.books = books;
        this.access = access;
        this.holders = holders;
        this.orders = orders;
        this.transactions = transactions;
        this.events = events;
    }

    Routes routes() {
        return new Routes()
                .on("POST", "/holders/{id}/approve", (r, a) -> decide(r, a, Words.HolderStatus.SUCCESS))
                .on("POST", "/holders/{id}/reject", (r, a) -> decide(r, a, Words.HolderStatus.FAILED))
                .on("POST", "/holders/{id}/incomplete", (r, a) -> decide(r, a, Words.HolderStatus.INCOMPLETE))
                .on("POST", "/cards/{id}/block", (r, a) -> force(a, Words.CardStatus.BLOCKED))
                .on("POST", "/cards/{id}/unblock", (r, a) -> force(a, Words.CardStatus.ACTIVE))
                .on("POST", "/cards/{id}/status", this::status)
                .on("GET", "/cards/{id}/activation-code", (r, a) -> code(a))
                .on("POST", "/cards/{id}/transactions", this::push)
                .on("POST", "/orders/{id}/settle", (r, a) -> settle(a, Words.Ending.SUCCEEDED))
                .on("POST", "/orders/{id}/fail", (r, a) -> settle(a, Words.Ending.FAILED))
                .on("POST", "/fail-next", (r, a) -> failNext(r))
                .on("POST", "/balances", (r, a) -> balance(r))
                .on("POST", "/expire-token", (r, a) -> {
                    access.expire();
                    return done();
                })
                .on("POST", "/events", (r, a) -> event(r));
    }

    ObjectNode state() {
        ObjectNode out = Json.object();
        ArrayNode list = out.putArray("holders");
        books.holders().all().forEach(h -> {
            ObjectNode view = list.addObject();
            Cardholders.copy(h, view, "cardholder_id", "account", "email", "cardholder_status", "number_of_cards");
            Cardholders.copy(h, view, "idempotency_key");
        });
        ArrayNode cards = out.putArray("cards");
        books.cards().all().forEach(c -> {
            ObjectNode view = cards.addObject();
            Cardholders.copy(c, view, "card_id", "account", "cardholder_id", "card_product_id", "card_status");
            Cardholders.copy(c, view, "card_limit", "consumed_amount", "metadata", "idempotency_key", "mode_type");
            view.put("available_balance", Card.available(c).toPlainString())
                    .put("card_number", CardNumbers.masked(c.path("number").asText()));
        });
        ArrayNode made = out.putArray("orders");
        books.orders().all().forEach(o -> made.add(Orders.view(o)));
        ArrayNode money = out.putArray("balances");
        books.balances().all().forEach(b -> money.add(b.deepCopy()));
        ArrayNode bookings = out.putArray("transactions");
        books.transactions().all().forEach(t -> bookings.add(t.deepCopy()));
        return out;
    }

    private Answer decide(Request request, List<String> args, Words.HolderStatus status) {
        Fields in = UqpayIssuer.body(request);
        holders.decide(
                find(books.holders().find(args.getFirst())),
                status,
                in.text("reason").orElse(""));
        return done();
    }

    private Answer status(Request request, List<String> args) {
        Fields in = UqpayIssuer.body(request);
        in.required("status");
        return force(args, in.word("status", Words.CardStatus.class).orElseThrow());
    }

    private Answer force(List<String> args, Words.CardStatus status) {
        ObjectNode card = find(books.cards().find(args.getFirst()));
        ObjectNode order = orders.open(card, Words.OrderType.CARD_STATUS_UPDATE, Words.OrderStatus.SUCCESS);
        orders.status(card, status);
        events.status(card, order, Words.Ending.SUCCEEDED);
        return done();
    }

    private Answer code(List<String> args) {
        ObjectNode out = Json.object();
        Cardholders.copy(find(books.cards().find(args.getFirst())), out, "card_id", "activation_code");
        return Answer.ok(out);
    }

    private Answer push(Request request, List<String> args) {
        Fields in = UqpayIssuer.body(request);
        ObjectNode card = find(books.cards().find(args.getFirst()));
        String type = in.required("type");
        BigDecimal amount = in.money("amount").orElseThrow(() -> in.wrong("amount", "is required"));
        if (type.equals("AUTHORIZATION")) {
            return Answer.ok(transactions.authorize(
                    card,
                    amount,
                    in.text("merchant").orElse("Simulated merchant"),
                    in.text("mcc").orElse("5734")));
        }
        BigDecimal effect = in.money("effect").orElse(BigDecimal.ZERO);
        return Answer.ok(transactions.push(
                card, type, amount, effect, in.text("original").orElse("")));
    }

    private Answer settle(List<String> args, Words.Ending ending) {
        ObjectNode order = find(books.orders().find(args.getFirst()));
        if (!Orders.ended(order)) {
            orders.settle(order, ending);
        }
        return done();
    }

    private Answer failNext(Request request) {
        Fields in = UqpayIssuer.body(request);
        in.required("order");
        orders.failNext(
                in.word("order", Words.OrderType.class).orElseThrow(),
                in.node().path("times").asInt(1));
        return done();
    }

    private Answer balance(Request request) {
        Fields in = UqpayIssuer.body(request);
        BigDecimal available = new BigDecimal(in.node().path("available").asText("0"));
        new Balances(books).set(in.text("account").orElseGet(books::master), in.required("currency"), available);
        return done();
    }

    private Answer event(Request request) {
        Fields in = UqpayIssuer.body(request);
        String type = in.required("event_type");
        String subject = in.required("subject");
        events.send(
                type,
                subject,
                in.text("source_id").orElse(subject),
                in.object("data").orElseThrow().node());
        return done();
    }

    private static ObjectNode find(Optional<ObjectNode> found) {
        return found.orElseThrow(() -> new Refusal(Answer.of(404, Json.object().put("error", "unknown id"))));
    }

    private static Answer done() {
        return Answer.ok(Json.object().put("done", true));
    }
}
