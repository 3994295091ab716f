package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Routes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a test or a person tells the simulated Artha to do; simulators/README.md lists the calls. */
final class ArthaControls {

    private final ArthaBooks books;
    private final ArthaApplicants applicants;
    private final ArthaCards cards;
    private final ArthaTopups topups;
    private final ArthaTransactions transactions;
    private final ArthaEvents events;

    ArthaControls(
            ArthaBooks books,
            ArthaApplicants applicants,
            ArthaCards cards,
            ArthaTopups topups,
            ArthaTransactions transactions,
            ArthaEvents events) {
        this.books = books;
        this.applicants = applicants;
        this.cards = cards;
        this.topups = topups;
        this.transactions = transactions;
        this.events = events;
    }

    Routes routes() {
        Routes routes = new Routes();
        for (Word.Applicant end : Word.Applicant.values()) {
            String word = switch (end) {
                case PENDING -> "pending";
                case UNDER_REVIEW -> "review";
                case APPROVED -> "approve";
                case REJECTED -> "reject";
            };
            routes.on("POST", "/holders/{id}/" + word, (r, a) -> decide(r, a, end))
                    .on("POST", "/holders/{id}/products/{product}/" + word, (r, a) -> decide(r, a, end));
        }
        return routes.on("POST", "/holders/{id}/hold", (r, a) -> hold(a))
                .on("POST", "/holders/{id}/products/{product}/hold", (r, a) -> hold(a))
                .on("POST", "/cards/{id}/activate", (r, a) -> issued(a, false))
                .on("POST", "/cards/{id}/fail", (r, a) -> issued(a, true))
                .on("POST", "/cards/{id}/block", (r, a) -> force(a, Word.CardState.FROZEN))
                .on("POST", "/cards/{id}/unblock", (r, a) -> force(a, Word.CardState.ACTIVE))
                .on("POST", "/cards/{id}/status", (r, a) -> force(a, word(r, "status", Word.CardState.class)))
                .on("GET", "/cards/{id}/activation-code", (r, a) -> code(a))
                .on("POST", "/cards/{id}/transactions", this::push)
                .on("POST", "/transactions/{id}/settle", (r, a) -> Answer.ok(transactions.settle(authorized(a))))
                .on("POST", "/transactions/{id}/reverse", (r, a) -> Answer.ok(transactions.reverse(authorized(a))))
                .on("POST", "/orders/{id}/settle", (r, a) -> settle(a, Word.Topup.APPROVED))
                .on("POST", "/orders/{id}/fail", (r, a) -> settle(a, Word.Topup.REJECTED))
                .on("POST", "/fail-next", (r, a) -> failNext(r))
                .on("POST", "/balances", (r, a) -> balance(r))
                .on("POST", "/events", (r, a) -> event(r));
    }

    ObjectNode state() {
        ObjectNode out = Json.object();
        var holders = out.putArray("holders");
        books.holders().all().forEach(h -> {
            ObjectNode view = holders.addObject();
            view.setAll(h.deepCopy());
            var list = view.putArray("applicants");
            applicantsOf(h.path("customerId").asText()).forEach(a -> list.add(a.deepCopy()));
        });
        var all = out.putArray("cards");
        books.cards().all().forEach(c -> {
            ObjectNode view = c.deepCopy();
            view.remove(List.of("number", "cvv", "expiry", "activationCode"));
            all.add(view);
        });
        var orders = out.putArray("orders");
        books.topups().all().forEach(t -> orders.add(t.deepCopy()));
        var money = out.putArray("balances");
        books.balances().all().forEach(b -> money.add(b.deepCopy()));
        var bookings = out.putArray("transactions");
        books.transactions().all().forEach(t -> bookings.add(t.deepCopy()));
        return out;
    }

    private List<ObjectNode> applicantsOf(String customerId) {
        return books.applicants().all().stream()
                .filter(a -> a.path("customerId").asText().equals(customerId))
                .toList();
    }

    /** With a product that one applicant, without it all of the customer. */
    private List<ObjectNode> meant(List<String> args) {
        List<ObjectNode> found = args.size() == 1
                ? applicantsOf(args.getFirst())
                : books.applicants().find(ArthaApplicants.key(args.get(0), args.get(1))).stream()
                        .toList();
        if (found.isEmpty()) {
            throw unknown();
        }
        return found;
    }

    private Answer decide(Request request, List<String> args, Word.Applicant end) {
        String reason = ArthaBooks.body(request).text("reason").orElse("");
        meant(args).forEach(a -> applicants.decide(a.put("remarks", reason), end));
        return done();
    }

    private Answer hold(List<String> args) {
        meant(args).forEach(a -> {
            String key = ArthaApplicants.key(
                    a.path("customerId").asText(), a.path("productId").asText());
            books.applicants().put(key, a.put("held", true));
        });
        return done();
    }

    private Answer issued(List<String> args, boolean fails) {
        ObjectNode card = books.card(args.getFirst());
        if (ArthaBooks.state(card) == Word.CardState.PENDING) {
            cards.settle(card, fails);
        }
        return done();
    }

    private Answer force(List<String> args, Word.CardState state) {
        ObjectNode card = books.card(args.getFirst());
        cards.state(card, state);
        String event = switch (state) {
            case PENDING -> "card.under_review";
            case FROZEN -> "card.freeze";
            case ACTIVE -> "card.unfreeze";
            case CANCELLED -> "card.cancel";
            case FAILED -> "card.rejected";
            case INACTIVE -> "card.approved";
        };
        events.card(event, card);
        return done();
    }

    private Answer code(List<String> args) {
        ObjectNode card = books.card(args.getFirst());
        return Answer.ok(
                Json.object().put("activationCode", card.path("activationCode").asText()));
    }

    private Answer push(Request request, List<String> args) {
        Fields in = ArthaBooks.body(request);
        ObjectNode card = books.card(args.getFirst());
        Word.TransactionType type = word(request, "type", Word.TransactionType.class);
        BigDecimal amount = ArthaBooks.amount(in, "amount").orElseThrow(() -> in.wrong("amount", "is required"));
        return Answer.ok(
                switch (type) {
                    case PURCHASE, ATM_WITHDRAWAL ->
                        transactions.authorize(
                                card, type, amount, in.text("merchant").orElse("Simulated merchant"));
                    case REFUND, FEE, TOP_UP ->
                        transactions.book(
                                card, type, amount, in.text("original").orElse(""));
                });
    }

    private ObjectNode authorized(List<String> args) {
        ObjectNode booked = books.transactions().find(args.getFirst()).orElseThrow(ArthaControls::unknown);
        if (ArthaTransactions.status(booked) != Word.TransactionStatus.AUTHORIZED) {
            throw ArthaBooks.rule("transaction_state", "the transaction is not authorized");
        }
        return booked;
    }

    private Answer settle(List<String> args, Word.Topup end) {
        ObjectNode topup = books.topups().find(args.getFirst()).orElseThrow(ArthaControls::unknown);
        if (ArthaTopups.status(topup) == Word.Topup.PENDING) {
            topups.settle(topup, end);
        }
        return done();
    }

    private Answer failNext(Request request) {
        books.failures()
                .plan(
                        word(request, "what", Word.Failure.class),
                        ArthaBooks.body(request).node().path("times").asInt(1));
        return done();
    }

    private Answer balance(Request request) {
        Fields in = ArthaBooks.body(request);
        books.balance(
                in.required("currency"),
                ArthaBooks.amount(in, "available").orElseThrow(() -> in.wrong("available", "is required")));
        return done();
    }

    private Answer event(Request request) {
        Fields in = ArthaBooks.body(request);
        ObjectNode body = events.event(in.required("event"));
        in.object("data").ifPresent(data -> body.setAll(data.node()));
        events.send(in.text("subject").orElse(""), body);
        return done();
    }

    private static <E extends Enum<E>> E word(Request request, String name, Class<E> words) {
        Fields in = ArthaBooks.body(request);
        Optional<E> word = in.word(name, words);
        return word.orElseThrow(() -> in.wrong(name, "is required"));
    }

    private static Refusal unknown() {
        return ArthaBooks.refusal(404, "not_found", "unknown id");
    }

    private static Answer done() {
        return Answer.ok(Json.object().put("done", true));
    }
}
