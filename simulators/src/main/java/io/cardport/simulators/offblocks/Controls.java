package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Routes;
import io.cardport.simulators.offblocks.Words.AccountStatus;
import io.cardport.simulators.offblocks.Words.CardStatus;
import io.cardport.simulators.offblocks.Words.CustomerStatus;
import io.cardport.simulators.offblocks.Words.Kind;
import io.cardport.simulators.offblocks.Words.TransactionStatus;
import java.util.function.Consumer;

/** What a test or a person tells the simulated OffBlocks to do; simulators/README.md lists the calls. */
final class Controls {

    /** What decides and moves entities. */
    record Parts(
            Customers customers,
            Accounts accounts,
            Cards cards,
            Payments payments,
            NextFailures<Words.Failing> failures) {}

    private final OffblocksBooks books;
    private final Parts parts;
    private final Access access;
    private final Events events;
    private final ProviderKey key;

    Controls(OffblocksBooks books, Parts parts, Access access, Events events, ProviderKey key) {
        this.books = books;
        this.parts = parts;
        this.access = access;
        this.events = events;
        this.key = key;
    }

    Routes routes() {
        Routes routes = new Routes();
        // Issuers have holders or customers; a test over all of them knows the one word.
        for (String name : new String[] {"customers", "holders"}) {
            routes.on(
                            "POST",
                            "/" + name + "/{id}/approve",
                            customer(c -> parts.customers().decide(c, CustomerStatus.ACTIVE)))
                    .on(
                            "POST",
                            "/" + name + "/{id}/reject",
                            customer(c -> parts.customers().decide(c, CustomerStatus.REJECTED)))
                    .on("POST", "/" + name + "/{id}/hold", customer(parts.customers()::hold));
        }
        return routes.on("POST", "/accounts/{id}/activate", account(AccountStatus.ACTIVE))
                .on("POST", "/accounts/{id}/fail", account(AccountStatus.FAILED))
                .on("POST", "/cards/{id}/issue", card(c -> parts.cards().decide(c, CardStatus.ACTIVE)))
                .on("POST", "/cards/{id}/fail", card(c -> parts.cards().decide(c, CardStatus.ISSUE_FAILED)))
                .on("POST", "/cards/{id}/suspend", force(CardStatus.SUSPENDED))
                .on("POST", "/cards/{id}/resume", force(CardStatus.ACTIVE))
                .on("POST", "/cards/{id}/block", force(CardStatus.BLOCKED))
                .on("POST", "/cards/{id}/terminate", force(CardStatus.TERMINATED))
                .on(
                        "POST",
                        "/cards/{id}/authorisation",
                        (r, a) -> Answer.ok(
                                OffblocksBooks.view(parts.payments().authorise(OffblocksBooks.body(r), a.getFirst()))))
                .on("POST", "/cards/{id}/transactions", (r, a) -> push(OffblocksBooks.body(r), a.getFirst()))
                .on("POST", "/authorisations/{id}/capture", entity(Kind.AUTHORISATION, parts.payments()::captured))
                .on("POST", "/authorisations/{id}/release", entity(Kind.AUTHORISATION, parts.payments()::release))
                .on("POST", "/transactions/{id}/reverse", entity(Kind.TRANSACTION, parts.payments()::reverse))
                .on("POST", "/fail-next", (r, a) -> failNext(OffblocksBooks.body(r)))
                .on("POST", "/expire-token", (r, a) -> {
                    access.expire();
                    return done();
                })
                .on("POST", "/webhooks/rotate-key", (r, a) -> Answer.ok(key.rotate()))
                .on("POST", "/events", (r, a) -> event(OffblocksBooks.body(r)));
    }

    ObjectNode state() {
        ObjectNode out = Json.object();
        for (Kind kind : Kind.values()) {
            ArrayNode list = out.putArray(kind.table());
            books.table(kind).all().forEach(entity -> {
                ObjectNode view = OffblocksBooks.view(entity);
                OffblocksBooks.secret(entity, "idempotencyKey").ifPresent(k -> view.put("idempotencyKey", k));
                OffblocksBooks.secret(entity, "customerId").ifPresent(c -> view.put("customerId", c));
                list.add(view);
            });
        }
        return out;
    }

    private Routes.Action customer(Consumer<ObjectNode> action) {
        return entity(Kind.CUSTOMER, action);
    }

    private Routes.Action account(AccountStatus end) {
        return entity(Kind.ACCOUNT, a -> parts.accounts().decide(a, end));
    }

    private Routes.Action card(Consumer<ObjectNode> action) {
        return entity(Kind.CARD, action);
    }

    private Routes.Action force(CardStatus status) {
        return card(c -> parts.cards().force(c, status));
    }

    private Routes.Action entity(Kind kind, Consumer<ObjectNode> action) {
        return (request, args) -> {
            action.accept(books.find(kind, args.getFirst()));
            return done();
        };
    }

    private Answer push(Fields in, String card) {
        if (in.text("type").filter("PURCHASE"::equals).isPresent()) {
            return Answer.ok(OffblocksBooks.view(parts.payments().authorise(in, card)));
        }
        String word = in.text("status").orElse("processed");
        for (TransactionStatus status : TransactionStatus.values()) {
            if (Words.word(status).equals(word)) {
                return Answer.ok(OffblocksBooks.view(parts.payments().push(in, card, status)));
            }
        }
        throw in.wrong("status", "must be a status of transactions");
    }

    private Answer failNext(Fields in) {
        in.required("what");
        parts.failures()
                .plan(
                        in.word("what", Words.Failing.class).orElseThrow(),
                        in.node().path("times").asInt(1));
        return done();
    }

    private Answer event(Fields in) {
        ObjectNode data = in.object("data")
                .orElseThrow(() -> in.wrong("data", "is required"))
                .node();
        events.send(in.required("webhookType"), in.required("subject"), data);
        return done();
    }

    private static Answer done() {
        return Answer.ok(Json.object().put("done", true));
    }
}
