package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Desk;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Routes;
import io.cardport.simulators.frame.SimulatedIssuer;
import io.cardport.simulators.frame.Table;
import io.cardport.simulators.frame.Tuning;
import io.cardport.simulators.frame.WebhookSender;
import io.cardport.simulators.offblocks.Words.Alarm;
import io.cardport.simulators.offblocks.Words.CardStatus;
import io.cardport.simulators.offblocks.Words.CustomerStatus;
import io.cardport.simulators.offblocks.Words.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The simulated OffBlocks: customers, accounts and cards with HTTP message signatures below <code>/offblocks/v1</code>. */
public final class OffblocksIssuer implements SimulatedIssuer {

    /** Every quarter of an hour once the back-off has grown to that: 24 hours (§3.3). */
    private static final int WEBHOOK_RETRIES = 100;

    private final OffblocksBooks books;
    private final Access access;
    private final ClientKeys clientKeys;
    private final ProviderKey providerKey;
    private final RequestSignatures signatures;
    private final Idempotency idempotency;
    private final NextFailures<Words.Failing> failures = new NextFailures<>(Words.Failing.class);
    private final Customers customers;
    private final Accounts accounts;
    private final Cards cards;
    private final Payments payments;
    private final Controls controls;
    private final Routes routes;

    private OffblocksIssuer(OffblocksBooks books, Subscriptions subscriptions, Events events, ProviderKey providerKey) {
        this.books = books;
        this.access = new Access(books);
        this.clientKeys = new ClientKeys(books);
        this.providerKey = providerKey;
        this.signatures = new RequestSignatures(books, clientKeys);
        this.idempotency = new Idempotency(books);
        this.customers = new Customers(books, failures);
        this.accounts = new Accounts(books, failures);
        this.cards = new Cards(books, failures);
        this.payments = new Payments(books);
        Controls.Parts parts = new Controls.Parts(customers, accounts, cards, payments, failures);
        this.controls = new Controls(books, parts, access, events, providerKey);
        this.routes = routes(subscriptions);
    }

    /**
     * Opens the issuer on its state; on an empty one with fresh credentials, a registered client key and a key of its
     * own.
     *
     * @param state its state
     * @param settings changes of its defaults, by name
     * @return its desk
     */
    public static Desk open(IssuerState state, Map<String, Long> settings) {
        Tuning tuning = new Tuning(OffblocksBooks.defaults(), settings, state);
        ProviderKey key = state.locked(() -> new ProviderKey(state));
        WebhookSender sender =
                state.locked(() -> new WebhookSender(state, key::seal, ProviderKey.name(), tuning, WEBHOOK_RETRIES));
        Subscriptions subscriptions = new Subscriptions(state);
        Events events = new Events(sender, subscriptions, state.ids());
        OffblocksBooks books = new OffblocksBooks(state, tuning, events);
        OffblocksIssuer issuer = state.locked(() -> {
            OffblocksIssuer made = new OffblocksIssuer(books, subscriptions, events, key);
            if (books.keys().find("client").isEmpty()) {
                made.access.draw();
                made.clientKeys.draw();
            }
            return made;
        });
        return new Desk(issuer, state, Optional.of(sender), tuning);
    }

    private Routes routes(Subscriptions subscriptions) {
        Routes all = new Routes()
                .on("PUT", "/auth/credentials", (r, a) -> access.replace())
                .on("DELETE", "/auth/credentials", (r, a) -> access.remove())
                .on("PUT", "/auth/signing", (r, a) -> clientKeys.register(r))
                .on("DELETE", "/auth/signing", (r, a) -> clientKeys.remove())
                .on("PUT", "/webhooks", (r, a) -> subscriptions.put(r))
                .on("GET", "/webhooks", (r, a) -> books.list(subscriptions.all()))
                .on("GET", "/webhooks/key", (r, a) -> Answer.ok(providerKey.view()))
                .on(
                        "GET",
                        "/webhooks/{id}",
                        (r, a) -> Answer.ok(subscriptions.find(a.getFirst()).deepCopy()))
                .on("DELETE", "/webhooks/{id}", (r, a) -> subscriptions.remove(a.getFirst()));
        entityRoutes(all);
        simulatorRoutes(all);
        return all;
    }

    private void entityRoutes(Routes all) {
        all.on("POST", "/customers", (r, a) -> customers.create(r))
                .on("GET", "/customers", list(Kind.CUSTOMER))
                .on("GET", "/customers/{id}", get(Kind.CUSTOMER))
                .on("GET", "/customers/{id}/challenge", challenge(Kind.CUSTOMER))
                .on("POST", "/customers/{id}/challenge/sign", (r, a) -> customers.sign(r, a.getFirst()))
                .on("PATCH", "/customers/{id}/activate", (r, a) -> customers.activate(a.getFirst()))
                .on("PATCH", "/customers/{id}/deactivate", (r, a) -> customers.deactivate(a.getFirst()))
                .on("POST", "/customers/{id}/accounts", (r, a) -> accounts.create(r, a.getFirst()))
                .on("GET", "/customers/{id}/accounts", listOf(Kind.CUSTOMER, Kind.ACCOUNT, "customerId"))
                .on("GET", "/accounts", list(Kind.ACCOUNT))
                .on("GET", "/accounts/{id}", get(Kind.ACCOUNT))
                .on("GET", "/accounts/{id}/challenge", challenge(Kind.ACCOUNT))
                .on("POST", "/accounts/{id}/challenge/sign", (r, a) -> accounts.sign(r, a.getFirst()))
                .on("PATCH", "/accounts/{id}/activate", (r, a) -> accounts.activate(a.getFirst()))
                .on("PATCH", "/accounts/{id}/deactivate", (r, a) -> accounts.deactivate(a.getFirst()))
                .on("DELETE", "/accounts/{id}", (r, a) -> accounts.close(a.getFirst()))
                .on("POST", "/accounts/{id}/cards", (r, a) -> cards.create(r, a.getFirst()))
                .on("GET", "/accounts/{id}/cards", (r, a) -> cards.list(a.getFirst()))
                .on("GET", "/accounts/{id}/transactions", listOf(Kind.ACCOUNT, Kind.TRANSACTION, "accountId"))
                .on("GET", "/cards", list(Kind.CARD))
                .on("GET", "/cards/{id}", get(Kind.CARD))
                .on("PATCH", "/cards/{id}/activate", (r, a) -> cards.activate(a.getFirst()))
                .on("PATCH", "/cards/{id}/deactivate", (r, a) -> cards.deactivate(a.getFirst()))
                .on("DELETE", "/cards/{id}", (r, a) -> cards.terminate(a.getFirst()))
                .on("GET", "/cards/{id}/transactions", listOf(Kind.CARD, Kind.TRANSACTION, "cardId"))
                .on("GET", "/authorisations/{id}", get(Kind.AUTHORISATION));
    }

    private void simulatorRoutes(Routes all) {
        all.on(
                        "PATCH",
                        "/simulator/customers/{id}/verify",
                        accepted(Kind.CUSTOMER, c -> customers.decide(c, CustomerStatus.ACTIVE)))
                .on(
                        "PATCH",
                        "/simulator/customers/{id}/reject",
                        accepted(Kind.CUSTOMER, c -> customers.decide(c, CustomerStatus.REJECTED)))
                .on(
                        "PATCH",
                        "/simulator/cards/{id}/issue",
                        accepted(Kind.CARD, c -> cards.decide(c, CardStatus.ACTIVE)))
                .on(
                        "PATCH",
                        "/simulator/cards/{id}/fail",
                        accepted(Kind.CARD, c -> cards.decide(c, CardStatus.ISSUE_FAILED)))
                .on(
                        "POST",
                        "/simulator/cards/{id}/authorisation",
                        (r, a) -> Answer.of(
                                201, OffblocksBooks.view(payments.authorise(OffblocksBooks.body(r), a.getFirst()))));
    }

    private Routes.Action get(Kind kind) {
        return (r, a) -> Answer.ok(OffblocksBooks.view(books.find(kind, a.getFirst())));
    }

    private Routes.Action list(Kind kind) {
        return (r, a) -> books.list(kind, entity -> true);
    }

    private Routes.Action listOf(Kind owner, Kind kind, String field) {
        return (r, a) -> {
            books.find(owner, a.getFirst());
            return books.list(kind, e -> e.path(field).asText().equals(a.getFirst()));
        };
    }

    private Routes.Action challenge(Kind kind) {
        return (r, a) -> Customers.challenge(books.find(kind, a.getFirst()));
    }

    private Routes.Action accepted(Kind kind, Consumer<ObjectNode> action) {
        return (r, a) -> {
            ObjectNode entity = books.find(kind, a.getFirst());
            action.accept(entity);
            return Answer.of(202, OffblocksBooks.view(entity));
        };
    }

    @Override
    public String name() {
        return "offblocks";
    }

    @Override
    public String prefix() {
        return "/offblocks/v1";
    }

    @Override
    public Optional<Answer> admit(Request request) {
        if (request.path().equals("/auth/token") && request.method().equals("POST")) {
            return Optional.of(guarded(request, () -> access.token(request)));
        }
        // Whoever registers the first key has none to sign with.
        boolean unsigned =
                request.path().equals("/auth/signing") && request.method().equals("PUT");
        return access.stranger(request)
                .or(() -> unsigned ? signatures.refuseBody(request) : signatures.refuse(request))
                .or(() -> idempotency.claim(request));
    }

    @Override
    public Answer perform(Request request) {
        Answer answer = guarded(
                request,
                () -> routes.answer(request)
                        .orElseGet(() -> OffblocksBooks.failure(404, "not_found", "no such resource")));
        idempotency.finish(request, answer);
        return answer;
    }

    private static Answer guarded(Request request, Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException e) {
            System.getLogger("simulators").log(System.Logger.Level.ERROR, "offblocks " + request, e);
            return internal();
        }
    }

    private static Answer internal() {
        return OffblocksBooks.failure(500, "internal", "internal error");
    }

    @Override
    public Answer excuse(Fault fault) {
        return switch (fault) {
            case RATE_LIMITED -> OffblocksBooks.failure(429, "too_many_requests", "too many requests");
            case UNAUTHORIZED -> Access.unauthorised("invalid token");
            case TOKEN_EXPIRED -> {
                access.expire();
                yield Access.expired();
            }
            case DELAY,
                    DELAY_AFTER,
                    DROP_BEFORE,
                    DROP_AFTER,
                    CUT,
                    MALFORMED,
                    UNKNOWN_WORD,
                    SERVER_ERROR,
                    SERVER_ERROR_AFTER -> internal();
        };
    }

    @Override
    public void due(String kind, String ref) {
        switch (Alarm.valueOf(kind)) {
            case SCREENING -> due(Kind.CUSTOMER, ref, customers::screening);
            case VERIFYING -> due(Kind.CUSTOMER, ref, customers::verifying);
            case DECISION -> due(Kind.CUSTOMER, ref, customers::decision);
            case ACCOUNT -> due(Kind.ACCOUNT, ref, accounts::due);
            case CARD -> due(Kind.CARD, ref, cards::due);
            case CAPTURING -> due(Kind.AUTHORISATION, ref, payments::capturing);
            case CAPTURED -> due(Kind.AUTHORISATION, ref, payments::captured);
            case RELEASED -> due(Kind.AUTHORISATION, ref, payments::released);
            case REVERSED -> due(Kind.TRANSACTION, ref, payments::reversed);
        }
    }

    private void due(Kind kind, String id, Consumer<ObjectNode> action) {
        books.table(kind).find(id).ifPresent(action);
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
        ObjectNode out = access.credentials().map(ObjectNode::deepCopy).orElseGet(Json::object);
        out.remove("tokenKey");
        ObjectNode drawn = clientKeys.drawn();
        out.put("keyId", drawn.path("keyId").asText())
                .put("privateKeyPem", drawn.path("privateKeyPem").asText());
        return out;
    }

    @Override
    public void reset() {
        Optional<ObjectNode> credentials = access.credentials();
        ObjectNode drawn = clientKeys.drawn();
        ObjectNode provider = providerKey.kept();
        Table hooks = books.state().table("webhooks");
        Optional<ObjectNode> url = hooks.find("url");
        Table subscriptions = books.state().table("subscriptions");
        var kept = new LinkedHashMap<String, ObjectNode>();
        subscriptions.keys().forEach(id -> subscriptions.find(id).ifPresent(s -> kept.put(id, s)));
        books.state().clear();
        idempotency.forgetRunning();
        signatures.forget();
        failures.clear();
        credentials.ifPresentOrElse(access::keep, access::draw);
        clientKeys.keep(drawn);
        providerKey.keep(provider);
        url.ifPresent(u -> hooks.put("url", u));
        kept.forEach(subscriptions::put);
    }
}
