package io.cardport.simulators.uqpay;

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
import io.cardport.simulators.frame.WebhookSender;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The simulated UQPAY: card issuance API v1.6 below <code>/uqpay/api</code>. */
public final class UqpayIssuer implements SimulatedIssuer {

    private static final BigDecimal FIRST_BALANCE = new BigDecimal("10000000.00");

    private static final String IFRAME = "/iframe/card";

    private final Books books;
    private final Access access;
    private final Idempotency idempotency;
    private final Cardholders holders;
    private final Products products = new Products();
    private final Orders orders;
    private final Balances balances;
    private final PhysicalCards physical;
    private final Transactions transactions;
    private final Routes routes;
    private final UqpayControls controls;

    private UqpayIssuer(Books books, WebhookSender sender) {
        this.books = books;
        this.access = new Access(books);
        this.idempotency = new Idempotency(books);
        Events events = new Events(books, sender);
        this.holders = new Cardholders(books, events);
        this.balances = new Balances(books);
        this.orders = new Orders(books, balances, events);
        this.transactions = new Transactions(books, orders, balances, events);
        Issuing issuing = new Issuing(books, products, holders, orders, balances);
        this.physical = new PhysicalCards(books, holders, products, issuing, orders, events);
        this.routes = routes(issuing);
        this.controls = new UqpayControls(books, access, holders, orders, transactions, events);
    }

    /**
     * Opens the issuer on its state; on an empty one with fresh credentials, balances and embossed cards.
     *
     * @param state its state
     * @param settings changes of its defaults, by name
     * @return its desk
     */
    public static Desk open(IssuerState state, Map<String, Long> settings) {
        Tuning tuning = new Tuning(defaults(), settings, state);
        Books books = new Books(state, tuning);
        WebhookSender sender = state.locked(() -> {
            credentials(books);
            String secret = books.keys()
                    .find("credentials")
                    .orElseThrow()
                    .path("webhookSecret")
                    .textValue();
            return new WebhookSender(state, Signature::headers, secret, tuning);
        });
        UqpayIssuer issuer = new UqpayIssuer(books, sender);
        state.locked(() -> {
            if (books.balances().all().isEmpty()) {
                issuer.seed();
            }
            return issuer;
        });
        return new Desk(issuer, state, Optional.of(sender), tuning);
    }

    private static Map<String, Long> defaults() {
        var all = new LinkedHashMap<String, Long>();
        all.put("holder-delay-ms", 2_000L);
        all.put("card-delay-ms", 1_000L);
        all.put("order-delay-ms", 1_000L);
        all.put("cancel-delay-ms", 2_000L);
        all.put("auto-approve", 1L);
        all.put("auto-settle", 1L);
        all.put("review-simplified", 0L);
        all.put("skip-pre-cancel", 0L);
        all.put("share-recharge", 0L);
        all.put("secure-licensed", 1L);
        all.put("pin-async", 1L);
        all.put("card-pool-exhausted", 0L);
        all.put("token-lifetime-seconds", 1_800L);
        all.put("rate-token", 10_000L);
        all.put("rate-authenticated", 10_000_000L);
        all.put("rate-unauthenticated", 10_000L);
        all.put("webhook-retry-base-ms", 16_000L);
        return all;
    }

    private static void credentials(Books books) {
        if (books.keys().find("credentials").isEmpty()) {
            books.keys()
                    .put(
                            "credentials",
                            Json.object()
                                    .put("clientId", books.ids().uuid())
                                    .put("apiKey", "uqk_" + books.ids().hex(48))
                                    .put("webhookSecret", "whsec_" + books.ids().hex(48))
                                    .put("tokenKey", books.ids().hex(64))
                                    .put("accountId", books.ids().uuid())
                                    .put("subAccountId", books.ids().uuid()));
        }
    }

    private void seed() {
        ObjectNode credentials = books.keys().find("credentials").orElseThrow();
        String sub = credentials.path("subAccountId").textValue();
        books.accounts().put(sub, Json.object().put("id", sub));
        for (String account : new String[] {books.master(), sub}) {
            balances.open(account, "USD", FIRST_BALANCE);
            balances.open(account, "SGD", FIRST_BALANCE);
        }
        physical.fill();
    }

    private Routes routes(Issuing issuing) {
        Cards cards = new Cards(books, products, orders, balances);
        Pins pins = new Pins(books, cards, orders);
        return new Routes()
                .on("GET", IFRAME, (r, a) -> cards.iframe(r))
                .on("POST", "/v1/issuing/cardholders", (r, a) -> holders.create(r))
                .on("GET", "/v1/issuing/cardholders", (r, a) -> holders.list(r))
                .on("POST", "/v1/issuing/cardholders/{id}", (r, a) -> holders.update(r, a.getFirst()))
                .on("GET", "/v1/issuing/cardholders/{id}", (r, a) -> holders.retrieve(r, a.getFirst()))
                .on("GET", "/v1/issuing/products", (r, a) -> products.list(r, books))
                .on("POST", "/v1/issuing/cards", (r, a) -> issuing.create(r))
                .on("GET", "/v1/issuing/cards", (r, a) -> cards.list(r))
                .on("POST", "/v1/issuing/cards/assign", (r, a) -> physical.assign(r))
                .on("POST", "/v1/issuing/cards/activate", (r, a) -> physical.activate(r))
                .on("POST", "/v1/issuing/cards/pin", (r, a) -> pins.set(r))
                .on("POST", "/v1/issuing/cards/manage/pin", (r, a) -> pins.manage(r))
                .on("POST", "/v1/issuing/cards/{id}", (r, a) -> cards.update(r, a.getFirst()))
                .on("GET", "/v1/issuing/cards/{id}", (r, a) -> cards.retrieve(r, a.getFirst()))
                .on("POST", "/v1/issuing/cards/{id}/status", (r, a) -> cards.status(r, a.getFirst()))
                .on("POST", "/v1/issuing/cards/{id}/recharge", (r, a) -> cards.recharge(r, a.getFirst()))
                .on("POST", "/v1/issuing/cards/{id}/withdraw", (r, a) -> cards.withdraw(r, a.getFirst()))
                .on("GET", "/v1/issuing/cards/{id}/order", (r, a) -> orders.retrieve(r, a.getFirst()))
                .on("GET", "/v1/issuing/cards/{id}/secure", (r, a) -> cards.secure(r, a.getFirst()))
                .on("POST", "/v1/issuing/cards/{id}/token", (r, a) -> cards.panToken(r, a.getFirst()))
                .on("POST", "/v1/issuing/balances", (r, a) -> balances.read(r))
                .on("GET", "/v1/issuing/balances", (r, a) -> balances.list(r))
                .on("GET", "/v1/issuing/balances/transactions", (r, a) -> balances.moves(r))
                .on("GET", "/v1/issuing/transactions", (r, a) -> transactions.list(r))
                .on("GET", "/v1/issuing/transactions/{id}", (r, a) -> transactions.retrieve(r, a.getFirst()))
                .on("POST", "/v1/simulation/issuing/authorization", (r, a) -> transactions.authorize(r))
                .on("POST", "/v1/simulation/issuing/reversal", (r, a) -> transactions.reverse(r));
    }

    static Fields body(Request request) {
        ObjectNode body =
                Json.parseObject(request.body()).orElseThrow(() -> Errors.invalid("the body must be a JSON object"));
        return new Fields(body, "", Errors::invalid);
    }

    @Override
    public String name() {
        return "uqpay";
    }

    @Override
    public String prefix() {
        return "/uqpay/api";
    }

    @Override
    public Optional<Answer> admit(Request request) {
        if (request.path().equals(IFRAME)) {
            // Opened by a browser, which has the token of the card and none of ours.
            return Optional.empty();
        }
        return access.check(request).or(() -> idempotency.claim(request));
    }

    @Override
    public Answer perform(Request request) {
        Answer answer = run(request);
        idempotency.finish(request, answer);
        return answer;
    }

    private Answer run(Request request) {
        try {
            return routes.answer(request)
                    .orElseGet(() -> Errors.typed(404, "not_found", "not_found", "no such resource"));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException e) {
            System.getLogger("simulators").log(System.Logger.Level.ERROR, "uqpay " + request, e);
            return Errors.internal();
        }
    }

    @Override
    public Answer excuse(Fault fault) {
        return switch (fault) {
            case RATE_LIMITED -> Errors.tooMany();
            case UNAUTHORIZED -> Errors.middleware("unauthorized");
            case TOKEN_EXPIRED -> {
                access.expire();
                yield Errors.expired();
            }
            case DELAY,
                    DELAY_AFTER,
                    DROP_BEFORE,
                    DROP_AFTER,
                    CUT,
                    MALFORMED,
                    UNKNOWN_WORD,
                    SERVER_ERROR,
                    SERVER_ERROR_AFTER -> Errors.internal();
        };
    }

    @Override
    public void due(String kind, String ref) {
        switch (Words.Alarm.valueOf(kind)) {
            case HOLDER_REVIEW -> holders.reviewDue(ref);
            case ORDER -> orders.settle(ref);
            case CANCEL ->
                books.orders()
                        .find(ref)
                        .ifPresent(order -> books.cards()
                                .find(order.path("card_id").asText())
                                .filter(c -> Card.status(c) == Words.CardStatus.PRE_CANCEL)
                                .ifPresent(c -> orders.cancel(c, order)));
            case EXPIRY -> books.cards().find(ref).ifPresent(transactions::end);
        }
    }

    @Override
    public Routes control() {
        return controls.routes();
    }

    @Override
    public ObjectNode state() {
        ObjectNode out = controls.state();
        var free = out.putArray("physicalCardNumbers");
        physical.free().forEach(free::add);
        return out;
    }

    @Override
    public ObjectNode credentials() {
        ObjectNode out = books.keys().find("credentials").orElseThrow().deepCopy();
        out.remove("tokenKey");
        var ids = out.putArray("products");
        products.names().forEach(ids::add);
        return out;
    }

    @Override
    public void reset() {
        ObjectNode credentials = books.keys().find("credentials").orElseThrow();
        Optional<ObjectNode> url = books.state().table("webhooks").find("url");
        books.state().clear();
        idempotency.forgetRunning();
        orders.forgetFailures();
        books.keys().put("credentials", credentials);
        url.ifPresent(u -> books.state().table("webhooks").put("url", u));
        seed();
    }
}
