package io.cardport.simulators.netpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Desk;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Routes;
import io.cardport.simulators.frame.SimulatedIssuer;
import io.cardport.simulators.frame.Tuning;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The simulated NetPay: distributor card API below <code>/netpay/api/v1</code>. It has no webhooks. */
public final class NetpayIssuer implements SimulatedIssuer {

    private static final BigDecimal FIRST_WALLET = new BigDecimal("10000000.00");

    private final NetpayBooks books;
    private final NetpayAccess access;
    private final NetpayIdempotency idempotency;
    private final NetpayHolders holders;
    private final NetpayCards cards;
    private final Routes routes;

    private NetpayIssuer(NetpayBooks books) {
        this.books = books;
        this.access = new NetpayAccess(books);
        this.idempotency = new NetpayIdempotency(books);
        this.holders = new NetpayHolders(books);
        this.cards = new NetpayCards(books, holders);
        this.routes = new NetpayExtensions(books, holders, cards)
                .addTo(new Routes()
                        .on("POST", "/cardholders", (r, a) -> holders.create(r))
                        .on("GET", "/cardholders/{id}/status", (r, a) -> holders.status(a.getFirst()))
                        .on("POST", "/cards", (r, a) -> cards.create(r))
                        .on("GET", "/cards/{id}/reveal", (r, a) -> cards.reveal(a.getFirst())));
    }

    /**
     * Opens the issuer on its state; on an empty one with fresh credentials and a filled wallet.
     *
     * @param state its state
     * @param settings changes of its defaults, by name
     * @return its desk
     */
    public static Desk open(IssuerState state, Map<String, Long> settings) {
        Tuning tuning = new Tuning(defaults(), settings, state);
        NetpayBooks books = new NetpayBooks(state, tuning);
        NetpayIssuer issuer = state.locked(() -> {
            if (books.keys().find("credentials").isEmpty()) {
                books.keys()
                        .put(
                                "credentials",
                                Json.object()
                                        .put("apiKey", "dk_live_" + books.ids().hex(40))
                                        .put("accessKey", "ak_" + books.ids().hex(40)));
                books.wallet(FIRST_WALLET);
            }
            return new NetpayIssuer(books);
        });
        return new Desk(issuer, state, Optional.empty(), tuning);
    }

    private static Map<String, Long> defaults() {
        var all = new LinkedHashMap<String, Long>();
        all.put("holder-delay-ms", 2_000L);
        all.put("card-delay-ms", 1_000L);
        all.put("auto-approve", 1L);
        all.put("auto-activate", 1L);
        all.put("rate-limit", 60L);
        all.put("extensions", 0L);
        all.put("allow-pdf", 0L);
        all.put("issue-fee-cents", 0L);
        return all;
    }

    static Fields body(Request request) {
        ObjectNode body = Json.parseObject(request.body())
                .orElseThrow(() -> NetpayBooks.refusal(400, "The body must be a JSON object"));
        return new Fields(body, "", message -> NetpayBooks.refusal(422, message));
    }

    @Override
    public String name() {
        return "netpay";
    }

    @Override
    public String prefix() {
        return "/netpay/api/v1";
    }

    @Override
    public Optional<Answer> admit(Request request) {
        return access.check(request).or(() -> idempotency.claim(request));
    }

    @Override
    public Answer perform(Request request) {
        Answer answer = run(request);
        idempotency.finish(request, answer);
        return access.marked(answer);
    }

    private Answer run(Request request) {
        try {
            return routes.answer(request).orElseGet(() -> NetpayBooks.failure(404, "Not found"));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException e) {
            System.getLogger("simulators").log(System.Logger.Level.ERROR, "netpay " + request, e);
            return NetpayBooks.failure(500, "Internal server error");
        }
    }

    @Override
    public Answer excuse(Fault fault) {
        return switch (fault) {
            case RATE_LIMITED -> access.tooMany();
            case UNAUTHORIZED, TOKEN_EXPIRED -> NetpayBooks.failure(401, "Invalid API credentials");
            case DELAY,
                    DELAY_AFTER,
                    DROP_BEFORE,
                    DROP_AFTER,
                    CUT,
                    MALFORMED,
                    UNKNOWN_WORD,
                    SERVER_ERROR,
                    SERVER_ERROR_AFTER -> NetpayBooks.failure(500, "Internal server error");
        };
    }

    @Override
    public void due(String kind, String ref) {
        switch (NetpayBooks.Alarm.valueOf(kind)) {
            case HOLDER_REVIEW -> holders.reviewDue(ref);
            case CARD -> cards.due(ref);
        }
    }

    @Override
    public Routes control() {
        return new Routes()
                .on("POST", "/holders/{id}/approve", (r, a) -> decide(a.getFirst(), NetpayBooks.HolderStatus.ACTIVE))
                .on("POST", "/holders/{id}/reject", (r, a) -> decide(a.getFirst(), NetpayBooks.HolderStatus.REJECTED))
                .on("POST", "/cards/{id}/activate", (r, a) -> settle(a.getFirst(), NetpayBooks.CardStatus.ACTIVE))
                .on("POST", "/cards/{id}/fail", (r, a) -> settle(a.getFirst(), NetpayBooks.CardStatus.FAILED))
                .on("POST", "/cards/{id}/block", (r, a) -> force(a.getFirst(), NetpayBooks.CardStatus.FROZEN))
                .on("POST", "/cards/{id}/unblock", (r, a) -> force(a.getFirst(), NetpayBooks.CardStatus.ACTIVE))
                .on("POST", "/cards/{id}/transactions", (r, a) -> push(body(r), a.getFirst()))
                .on("POST", "/fail-next", (r, a) -> failNext(body(r)))
                .on("POST", "/wallet", (r, a) -> {
                    books.wallet(new BigDecimal(body(r).node().path("available").asText("0")));
                    return done();
                });
    }

    private Answer decide(String id, NetpayBooks.HolderStatus status) {
        holders.decide(id, status);
        return done();
    }

    private Answer settle(String id, NetpayBooks.CardStatus end) {
        ObjectNode card = cards.find(id);
        if (NetpayBooks.status(card) == NetpayBooks.CardStatus.PENDING) {
            cards.settle(card, end);
        }
        return done();
    }

    private Answer force(String id, NetpayBooks.CardStatus status) {
        cards.status(cards.find(id), status);
        return done();
    }

    private Answer push(Fields in, String id) {
        BigDecimal amount = in.money("amount").orElseThrow(() -> in.wrong("amount", "is required"));
        books.book(cards.find(id), in.required("type"), amount);
        return done();
    }

    private Answer failNext(Fields in) {
        in.required("what");
        cards.failNext(
                in.word("what", NetpayCards.Failure.class).orElseThrow(),
                in.node().path("times").asInt(1));
        return done();
    }

    private static Answer done() {
        return Answer.ok(Json.object().put("done", true));
    }

    @Override
    public ObjectNode state() {
        ObjectNode out = Json.object();
        var list = out.putArray("holders");
        books.holders().all().forEach(h -> list.add(h.deepCopy()));
        var all = out.putArray("cards");
        books.cards().all().forEach(c -> {
            ObjectNode view = c.deepCopy();
            view.remove(List.of("number", "cvv", "expiry"));
            all.add(view);
        });
        out.putArray("orders");
        out.putArray("balances")
                .addObject()
                .put("currency", "USD")
                .put("available_balance", books.wallet().toPlainString());
        return out;
    }

    @Override
    public ObjectNode credentials() {
        ObjectNode out = books.keys().find("credentials").orElseThrow().deepCopy();
        var products = out.putArray("products");
        new TreeMap<>(NetpayBooks.PRODUCTS)
                .forEach((id, currency) -> products.addObject().put("id", id).put("currency", currency));
        return out;
    }

    @Override
    public void reset() {
        ObjectNode credentials = books.keys().find("credentials").orElseThrow();
        books.state().clear();
        idempotency.forgetRunning();
        cards.forgetFailures();
        books.keys().put("credentials", credentials);
        books.wallet(FIRST_WALLET);
    }
}
