package io.cardport.simulators.netpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Routes;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/**
 * NOT in the distributor API: the vendor's older merchant routes (§0.3) and, of our own making, a status route. There
 * only while the setting <code>extensions</code> is on, otherwise 404 like any unknown route.
 */
final class NetpayExtensions {

    private final NetpayBooks books;
    private final NetpayHolders holders;
    private final NetpayCards cards;

    NetpayExtensions(NetpayBooks books, NetpayHolders holders, NetpayCards cards) {
        this.books = books;
        this.holders = holders;
        this.cards = cards;
    }

    Routes addTo(Routes routes) {
        return routes.on("GET", "/cards/holder/{id}", (r, a) -> guarded(() -> ofHolder(a)))
                .on("GET", "/cards/{id}/status", (r, a) -> guarded(() -> status(a)))
                .on("GET", "/cards/{id}/balance", (r, a) -> guarded(() -> balance(a)))
                .on("GET", "/cards/{id}/transactions", (r, a) -> guarded(() -> transactions(r, a)))
                .on("POST", "/cards/{id}/load", (r, a) -> guarded(() -> load(r, a)))
                .on("POST", "/cards/{id}/unload", (r, a) -> guarded(() -> unload(r, a)))
                .on(
                        "POST",
                        "/cards/{id}/freeze",
                        (r, a) -> guarded(() -> move(a, NetpayBooks.CardStatus.ACTIVE, NetpayBooks.CardStatus.FROZEN)))
                .on(
                        "POST",
                        "/cards/{id}/unfreeze",
                        (r, a) -> guarded(() -> move(a, NetpayBooks.CardStatus.FROZEN, NetpayBooks.CardStatus.ACTIVE)))
                .on("POST", "/cards/{id}/terminate", (r, a) -> guarded(() -> terminate(a)));
    }

    private Answer guarded(Supplier<Answer> answer) {
        return books.tuning().on("extensions") ? answer.get() : NetpayBooks.failure(404, "Not found");
    }

    private Answer ofHolder(List<String> args) {
        holders.find(args.getFirst());
        ObjectNode out = success();
        var list = out.putArray("cards");
        books.cards().all().stream()
                .filter(c -> c.path("holderId").asText().equals(args.getFirst()))
                .forEach(c -> list.addObject()
                        .put("cardId", c.path("cardId").asText())
                        .put("uqpayCardId", c.path("uqpayCardId").asText())
                        .put("status", c.path("status").asText()));
        return Answer.ok(out);
    }

    private Answer status(List<String> args) {
        ObjectNode card = cards.find(args.getFirst());
        return Answer.ok(success()
                .put("cardId", card.path("cardId").asText())
                .put("uqpayCardId", args.getFirst())
                .put("status", card.path("status").asText()));
    }

    private Answer balance(List<String> args) {
        ObjectNode card = cards.find(args.getFirst());
        ObjectNode out = success()
                .put("balance", amount(card))
                .put("status", card.path("status").asText());
        out.putObject("raw").put("available_balance", card.path("balance").asText());
        return Answer.ok(out);
    }

    private Answer transactions(Request request, List<String> args) {
        cards.find(args.getFirst());
        int limit = number(request, "limit", 20);
        int page = number(request, "page", 1);
        List<ObjectNode> all = books.transactions().newestFirst().stream()
                .filter(t -> t.path("card").asText().equals(args.getFirst()))
                .toList();
        ObjectNode out = success();
        var list = out.putArray("transactions");
        all.stream().skip((long) (page - 1) * limit).limit(limit).forEach(t -> list.add(t.deepCopy()));
        return Answer.ok(out.put("total", all.size()));
    }

    private Answer load(Request request, List<String> args) {
        ObjectNode card = active(args);
        BigDecimal amount = amount(request);
        books.pay(amount);
        return moved(card, "card_deposit", amount, amount(card).add(amount));
    }

    private Answer unload(Request request, List<String> args) {
        ObjectNode card = active(args);
        BigDecimal amount = amount(request);
        if (amount(card).compareTo(amount) < 0) {
            throw NetpayBooks.refusal(422, "Insufficient card balance");
        }
        books.refund(amount);
        return moved(card, "card_withdraw", amount, amount(card).subtract(amount));
    }

    private Answer moved(ObjectNode card, String type, BigDecimal amount, BigDecimal balance) {
        card.put("balance", balance.toPlainString());
        books.cards().put(card.path("uqpayCardId").asText(), card);
        books.book(card, type, amount);
        ObjectNode out = success();
        out.putObject("result").put("amount", amount).put("balance", balance).put("status", "completed");
        return Answer.ok(out);
    }

    private Answer move(List<String> args, NetpayBooks.CardStatus from, NetpayBooks.CardStatus to) {
        ObjectNode card = cards.find(args.getFirst());
        if (NetpayBooks.status(card) != from) {
            throw NetpayBooks.refusal(422, "Card is " + card.path("status").asText());
        }
        cards.status(card, to);
        return Answer.ok(success().put("message", "Card is " + to.word()));
    }

    private Answer terminate(List<String> args) {
        ObjectNode card = cards.find(args.getFirst());
        switch (NetpayBooks.status(card)) {
            case CANCELLED, FAILED -> throw NetpayBooks.refusal(409, "Card is already terminated");
            case PENDING -> throw NetpayBooks.refusal(422, "Card is pending");
            case ACTIVE, FROZEN -> {
                books.refund(amount(card));
                card.put("balance", "0.00");
                cards.status(card, NetpayBooks.CardStatus.CANCELLED);
            }
        }
        return Answer.ok(success().put("message", "Card is cancelled"));
    }

    private ObjectNode active(List<String> args) {
        ObjectNode card = cards.find(args.getFirst());
        if (NetpayBooks.status(card) != NetpayBooks.CardStatus.ACTIVE) {
            throw NetpayBooks.refusal(422, "Card is " + card.path("status").asText());
        }
        return card;
    }

    private static BigDecimal amount(Request request) {
        Fields in = new Fields(NetpayIssuer.body(request).node(), "", m -> NetpayBooks.refusal(400, m));
        return in.money("amount")
                .filter(a -> a.signum() > 0)
                .orElseThrow(() -> in.wrong("amount", "must be greater than 0"));
    }

    private static BigDecimal amount(ObjectNode card) {
        return new BigDecimal(card.path("balance").asText());
    }

    private static int number(Request request, String name, int otherwise) {
        return request.query(name)
                .filter(text -> text.matches("[1-9]\\d{0,4}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    private static ObjectNode success() {
        return Json.object().put("success", true);
    }
}
