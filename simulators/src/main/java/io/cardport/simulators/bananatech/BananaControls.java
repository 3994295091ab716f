package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Routes;
import java.math.BigDecimal;
import java.util.List;

/** What a test or a person tells the simulated BananaTech to do; simulators/README.md lists the calls. */
final class BananaControls {

    private final BananaBooks books;
    private final BananaCrypto crypto;
    private final BananaUsers users;
    private final BananaCards cards;
    private final BananaMoney money;
    private final BananaTransactions transactions;
    private final BananaEvents events;

    BananaControls(
            BananaBooks books,
            BananaCrypto crypto,
            BananaUsers users,
            BananaCards cards,
            BananaMoney money,
            BananaTransactions transactions,
            BananaEvents events) {
        this.books = books;
        this.crypto = crypto;
        this.users = users;
        this.cards = cards;
        this.money = money;
        this.transactions = transactions;
        this.events = events;
    }

    Routes routes() {
        return new Routes()
                .on("POST", "/holders/{id}/approve", (r, a) -> decide(r, a, Word.UserStatus.APPROVED))
                .on("POST", "/holders/{id}/reject", (r, a) -> decide(r, a, Word.UserStatus.REJECTED))
                .on("POST", "/holders/{id}/hold", (r, a) -> {
                    ObjectNode user = user(a);
                    books.holders().put(a.getFirst(), user.put("held", true));
                    return done();
                })
                .on("POST", "/cards/{id}/activate", (r, a) -> issued(card(a), false))
                .on("POST", "/cards/{id}/fail", (r, a) -> issued(card(a), true))
                .on("POST", "/cards/{id}/block", (r, a) -> force(card(a), Word.CardStatus.LOCKED))
                .on("POST", "/cards/{id}/unblock", (r, a) -> force(card(a), Word.CardStatus.ACTIVE))
                .on("POST", "/cards/{id}/status", (r, a) -> force(card(a), word(r, "status", Word.CardStatus.class)))
                .on("POST", "/cards/{id}/transactions", this::push)
                .on("POST", "/orders/{id}/settle", (r, a) -> settle(a, Word.Outcome.SUCCESS))
                .on("POST", "/orders/{id}/fail", (r, a) -> settle(a, Word.Outcome.FAILED))
                .on("POST", "/fail-next", (r, a) -> {
                    books.failures().plan(word(r, "what", Word.Failure.class), times(r));
                    return done();
                })
                .on("POST", "/balances", (r, a) -> {
                    String text = body(r).node().path("available").asText("0");
                    books.wallet(new BigDecimal(text));
                    return done();
                })
                .on("POST", "/envelopes", (r, a) -> spoil(r))
                .on("POST", "/events", (r, a) -> event(r));
    }

    ObjectNode state() {
        ObjectNode out = Json.object();
        var holders = out.putArray("holders");
        books.holders().all().forEach(u -> holders.add(u.deepCopy()));
        var all = out.putArray("cards");
        books.cards().all().forEach(c -> {
            ObjectNode view = c.deepCopy();
            view.remove(List.of("number", "cvv", "expiry"));
            all.add(view);
        });
        var orders = out.putArray("orders");
        books.recharges().all().forEach(r -> orders.add(r.deepCopy()));
        out.putArray("balances")
                .addObject()
                .put("currency", BananaBooks.CURRENCY)
                .put("available_balance", books.wallet().toPlainString());
        var bookings = out.putArray("transactions");
        books.transactions().all().forEach(t -> bookings.add(t.deepCopy()));
        var free = out.putArray("physicalCardNumbers");
        books.stock().keys().forEach(free::add);
        return out;
    }

    private Answer decide(Request request, List<String> args, Word.UserStatus status) {
        ObjectNode user = user(args);
        users.decide(user.put("message", body(request).text("reason").orElse("")), status);
        return done();
    }

    /** Ends what the card waits for: its issuing, or its activation. */
    private Answer issued(ObjectNode card, boolean fails) {
        switch (BananaBooks.status(card)) {
            case PENDING -> {
                if (!card.has("deposit")) {
                    assigned(card, fails);
                } else {
                    cards.applied(card, fails);
                }
            }
            case TBA -> {
                if (fails) {
                    events.activated(card, Word.Outcome.FAILED);
                } else {
                    cards.activateDue(card);
                }
            }
            case ACTIVE, LOCKED, CLOSED, FAILED -> {}
        }
        return done();
    }

    private void assigned(ObjectNode card, boolean fails) {
        if (fails) {
            cards.notAssigned(card, "refused by the bank");
        } else {
            cards.assignDue(card);
        }
    }

    private Answer force(ObjectNode card, Word.CardStatus status) {
        money.change(card, status, Word.Outcome.SUCCESS);
        return done();
    }

    private Answer push(Request request, List<String> args) {
        Fields in = body(request);
        BigDecimal amount = in.money("amount").orElseThrow(() -> in.wrong("amount", "is required"));
        return Answer.ok(transactions.push(
                card(args), word(request, "type", Word.TransactionType.class), amount, in.text("merchant")));
    }

    private Answer settle(List<String> args, Word.Outcome end) {
        money.settle(books.recharges().find(args.getFirst()).orElseThrow(BananaControls::unknown), end);
        return done();
    }

    private Answer spoil(Request request) {
        Word.Flaw flaw = word(request, "flaw", Word.Flaw.class);
        Word.Where where = word(request, "where", Word.Where.class);
        if (flaw == Word.Flaw.LYING_TYPE && where == Word.Where.ANSWER) {
            throw refusal("answers have no type");
        }
        String as = body(request).text("as").orElse(Word.EventType.CARD_CLOSE_RESULT.name());
        crypto.plan(where, flaw, as, times(request));
        return done();
    }

    private Answer event(Request request) {
        Fields in = body(request);
        ObjectNode data = in.object("data")
                .orElseThrow(() -> in.wrong("data", "is required"))
                .node();
        events.send(in.required("type"), in.text("subject").orElse(""), data);
        return done();
    }

    private ObjectNode user(List<String> args) {
        return books.holders().find(args.getFirst()).orElseThrow(BananaControls::unknown);
    }

    private ObjectNode card(List<String> args) {
        return books.cards().find(args.getFirst()).orElseThrow(BananaControls::unknown);
    }

    private static int times(Request request) {
        return body(request).node().path("times").asInt(1);
    }

    private static Fields body(Request request) {
        ObjectNode body = Json.parseObject(request.body()).orElseThrow(() -> refusal("the body must be a JSON object"));
        return new Fields(body, "", BananaControls::refusal);
    }

    private static <E extends Enum<E>> E word(Request request, String name, Class<E> words) {
        Fields in = body(request);
        return in.word(name, words).orElseThrow(() -> in.wrong(name, "is required"));
    }

    private static Refusal unknown() {
        return new Refusal(Answer.of(404, Json.object().put("error", "unknown id")));
    }

    private static Refusal refusal(String message) {
        return new Refusal(Answer.of(400, Json.object().put("error", message)));
    }

    private static Answer done() {
        return Answer.ok(Json.object().put("done", true));
    }
}
