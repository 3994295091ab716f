package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Desk;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Routes;
import io.cardport.simulators.frame.SimulatedIssuer;
import io.cardport.simulators.frame.Tuning;
import io.cardport.simulators.frame.WebhookSender;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The simulated Artha: external card API below <code>/artha/ext</code>, with calls at <code>/api/v1</code>. */
public final class ArthaIssuer implements SimulatedIssuer {

    private static final BigDecimal FIRST_BALANCE = new BigDecimal("10000000.00");

    private final ArthaBooks books;
    private final ArthaAccess access;
    private final ArthaDress dress;
    private final ArthaProducts products = new ArthaProducts();
    private final ArthaCustomers customers;
    private final ArthaApplicants applicants;
    private final ArthaCards cards;
    private final ArthaTopups topups;
    private final ArthaTransactions transactions;
    private final ArthaControls controls;
    private final Routes routes;

    private ArthaIssuer(ArthaBooks books, WebhookSender sender) {
        ArthaEvents events = new ArthaEvents(books, sender);
        this.books = books;
        this.access = new ArthaAccess(books);
        this.dress = new ArthaDress(books.tuning());
        this.customers = new ArthaCustomers(books);
        this.applicants = new ArthaApplicants(books, products, events);
        this.cards = new ArthaCards(books, products, applicants, events);
        this.transactions = new ArthaTransactions(books, events);
        this.topups = new ArthaTopups(books, transactions, events);
        this.controls = new ArthaControls(books, applicants, cards, topups, transactions, events);
        this.routes = new Routes();
        addPeople();
        addCards(new ArthaOperations(books, cards, products, events));
        addMoney();
    }

    /**
     * Opens the issuer on its state; on an empty one with fresh credentials and filled merchant balances.
     *
     * @param state its state
     * @param settings changes of its defaults, by name
     * @return its desk
     */
    public static Desk open(IssuerState state, Map<String, Long> settings) {
        Tuning tuning = new Tuning(defaults(), settings, state);
        ArthaBooks books = new ArthaBooks(state, tuning);
        return state.locked(() -> {
            if (books.keys().find("credentials").isEmpty()) {
                books.keys()
                        .put(
                                "credentials",
                                Json.object()
                                        .put("apiKey", "ak_live_" + books.ids().hex(32))
                                        .put("apiSecret", base64(books.ids().hex(64)))
                                        .put("webhookSecret", books.ids().hex(48)));
                fill(books);
            }
            String secret = books.keys()
                    .find("credentials")
                    .orElseThrow()
                    .path("webhookSecret")
                    .textValue();
            WebhookSender sender = new WebhookSender(state, ArthaEvents.style(tuning), secret, tuning);
            return new Desk(new ArthaIssuer(books, sender), state, Optional.of(sender), tuning);
        });
    }

    private static Map<String, Long> defaults() {
        var all = new LinkedHashMap<String, Long>();
        all.put("holder-delay-ms", 2_000L);
        all.put("card-delay-ms", 1_000L);
        all.put("topup-delay-ms", 1_000L);
        all.put("auto-approve", 1L);
        all.put("auto-activate", 1L);
        all.put("auto-settle", 1L);
        all.put("secret-base64", 0L);
        all.put("clock-skew-seconds", 300L);
        all.put("nonce-window-seconds", 300L);
        all.put("words", 0L);
        all.put("generation-b", 0L);
        all.put("error-shape", 0L);
        all.put("bare-lists", 0L);
        all.put("kyc-spelling", 0L);
        all.put("topup-webhooks", 1L);
        all.put("webhook-check", 0L);
        all.put("webhook-retry-base-ms", 60_000L);
        return all;
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static void fill(ArthaBooks books) {
        books.balance("USD", FIRST_BALANCE);
        books.balance("EUR", FIRST_BALANCE);
    }

    private void addPeople() {
        // Two spellings of the same resource stand on the vendor's pages.
        for (String path : new String[] {"/api/v1/customers", "/api/v1/Customers"}) {
            routes.on("POST", path, (r, a) -> customers.create(r))
                    .on("GET", path, (r, a) -> customers.list(r))
                    .on("GET", path + "/{id}", (r, a) -> customers.retrieve(a.getFirst()))
                    .on("PATCH", path + "/{id}", (r, a) -> customers.change(r, a.getFirst()))
                    .on("GET", path + "/{id}/transactions", (r, a) -> transactions.ofCustomer(r, a.getFirst()))
                    .on(
                            "POST",
                            path + "/{id}/products/{product}/applicant",
                            (r, a) -> applicants.apply(r, a.get(0), a.get(1)))
                    .on(
                            "GET",
                            path + "/{id}/products/{product}/applicantstatus",
                            (r, a) -> applicants.status(a.get(0), a.get(1)));
        }
        for (String path : new String[] {"/api/v1/products", "/api/v1/Products"}) {
            routes.on("GET", path, (r, a) -> books.page(r, products.all(), ArthaProducts::view))
                    .on("GET", path + "/{id}", (r, a) -> Answer.ok(ArthaProducts.view(products.find(a.getFirst()))));
        }
        routes.on("POST", "/api/v1/uploadfile", (r, a) -> applicants.upload(r));
    }

    private void addCards(ArthaOperations operations) {
        routes.on("POST", "/api/v1/cards", (r, a) -> cards.issue(r))
                .on("GET", "/api/v1/cards", (r, a) -> cards.list(r))
                .on("GET", "/api/v1/card/{id}", (r, a) -> cards.retrieve(a.getFirst()))
                .on("GET", "/api/v1/cards/{id}", (r, a) -> cards.retrieve(a.getFirst()))
                .on("GET", "/api/v1/cards/{id}/sensitive", (r, a) -> cards.reveal(a.getFirst()))
                .on("POST", "/api/v1/cards/{id}/activate", (r, a) -> operations.activate(r, a.getFirst()))
                .on("POST", "/api/v1/cards/{id}/freeze", (r, a) -> operations.freeze(a.getFirst()))
                .on("POST", "/api/v1/cards/{id}/unfreeze", (r, a) -> operations.unfreeze(a.getFirst()))
                .on("POST", "/api/v1/cards/{id}/cancel", (r, a) -> operations.cancel(a.getFirst()))
                .on("POST", "/api/v1/cards/{id}/replace", (r, a) -> operations.replace(r, a.getFirst()))
                .on("POST", "/api/v1/cards/{id}/pin/set", (r, a) -> operations.pin(r, a.getFirst()))
                .on("GET", "/api/v1/cards/{id}/limits", (r, a) -> operations.limits(a.getFirst()))
                .on("POST", "/api/v1/cards/{id}/limits", (r, a) -> operations.limit(r, a.getFirst()));
    }

    private void addMoney() {
        routes.on("POST", "/api/v1/cards/{id}/topup", (r, a) -> topups.create(r, a.getFirst()))
                .on("GET", "/api/v1/topupstatus/{id}", (r, a) -> topups.status(a.getFirst()))
                .on("GET", "/api/v1/cards/topupstatus/{id}", (r, a) -> topups.status(a.getFirst()))
                .on("GET", "/api/v1/cards/{id}/balance", (r, a) -> topups.balance(a.getFirst()))
                .on("GET", "/api/v1/cards/{id}/transactions", (r, a) -> transactions.ofCard(r, a.getFirst()))
                .on("GET", "/api/v1/transactions", (r, a) -> transactions.list(r, t -> true))
                .on("GET", "/api/v1/transactions/{id}", (r, a) -> transactions.retrieve(a.getFirst()));
        // The page of the history is known by its title only.
        for (String last : new String[] {"topups", "topup", "topup-history", "topuphistory"}) {
            routes.on("GET", "/api/v1/cards/{id}/" + last, (r, a) -> topups.history(r, a.getFirst()));
        }
    }

    @Override
    public String name() {
        return "artha";
    }

    @Override
    public String prefix() {
        return ArthaAccess.MOUNT + "/ext";
    }

    @Override
    public Optional<Answer> admit(Request request) {
        return access.check(request).map(dress::dress);
    }

    @Override
    public Answer perform(Request request) {
        return dress.dress(run(request));
    }

    private Answer run(Request request) {
        try {
            return routes.answer(request).orElseGet(() -> ArthaBooks.failure(404, "not_found", "no such route"));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException e) {
            System.getLogger("simulators").log(System.Logger.Level.ERROR, "artha " + request, e);
            return ArthaBooks.failure(500, "internal", "internal server error");
        }
    }

    /** The newer pages call a card's status <code>state</code>. */
    @Override
    public Answer estrange(Answer answer) {
        return answer.estranged(name -> name.toLowerCase(Locale.ROOT).endsWith("status") || name.equals("state"));
    }

    @Override
    public Answer excuse(Fault fault) {
        return dress.dress(
                switch (fault) {
                    case RATE_LIMITED -> ArthaBooks.failure(429, "too_many_requests", "too many requests");
                    case UNAUTHORIZED, TOKEN_EXPIRED -> ArthaBooks.failure(401, "unauthorized", "unauthorized");
                    case DELAY,
                            DELAY_AFTER,
                            DROP_BEFORE,
                            DROP_AFTER,
                            CUT,
                            MALFORMED,
                            UNKNOWN_WORD,
                            SERVER_ERROR,
                            SERVER_ERROR_AFTER -> ArthaBooks.failure(500, "internal", "internal server error");
                });
    }

    @Override
    public void due(String kind, String ref) {
        switch (Word.Alarm.valueOf(kind)) {
            case APPLICANT -> applicants.due(ref);
            case CARD -> cards.due(ref);
            case TOPUP -> topups.due(ref);
        }
    }

    @Override
    public Routes control() {
        return controls.routes();
    }

    @Override
    public ObjectNode state() {
        return controls.state();
    }

    @Override
    public ObjectNode credentials() {
        ObjectNode out = books.keys().find("credentials").orElseThrow().deepCopy();
        var list = out.putArray("products");
        products.all().forEach(p -> {
            ObjectNode product = list.addObject().put("id", p.path("productId").asText());
            for (String name : new String[] {"name", "type", "currency"}) {
                product.set(name, p.get(name));
            }
        });
        return out;
    }

    @Override
    public void reset() {
        ObjectNode credentials = books.keys().find("credentials").orElseThrow();
        Optional<ObjectNode> url = books.state().table("webhooks").find("url");
        books.state().clear();
        books.failures().clear();
        books.keys().put("credentials", credentials);
        url.ifPresent(u -> books.state().table("webhooks").put("url", u));
        fill(books);
    }
}
