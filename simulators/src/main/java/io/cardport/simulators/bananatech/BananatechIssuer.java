package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The simulated BananaTech: B2B card API below <code>/bananatech</code>, every body encrypted, every call a POST. */
public final class BananatechIssuer implements SimulatedIssuer {

    private static final BigDecimal FIRST_WALLET = new BigDecimal("10000000.00");
    private static final int PRINTED = 20;

    private final BananaBooks books;
    private final BananaCrypto crypto;
    private final BananaTemplates templates = new BananaTemplates();
    private final BananaUsers users;
    private final BananaCards cards;
    private final BananaMoney money;
    private final BananaControls controls;
    private final Map<String, Function<Fields, Answer>> calls;

    private BananatechIssuer(BananaBooks books, BananaCrypto crypto, WebhookSender sender) {
        BananaEvents events = new BananaEvents(books, sender);
        BananaTransactions transactions = new BananaTransactions(books, templates, events);
        BananaMerchant merchant = new BananaMerchant(books, templates, events);
        this.books = books;
        this.crypto = crypto;
        this.users = new BananaUsers(books, templates, events);
        this.cards = new BananaCards(books, templates, users, transactions, events);
        this.money = new BananaMoney(books, templates, cards, transactions, events);
        this.controls = new BananaControls(books, crypto, users, cards, money, transactions, events);
        this.calls = Map.ofEntries(
                Map.entry("/user/register", users::register),
                Map.entry("/user/get_users", users::list),
                Map.entry("/card/apply", cards::apply),
                Map.entry("/card/assign", cards::assign),
                Map.entry("/card/set_pin", cards::pin),
                Map.entry("/card/get_balance", cards::balance),
                Map.entry("/card/get_information", cards::information),
                Map.entry("/card/recharge", money::recharge),
                Map.entry("/card/update_status", money::alter),
                Map.entry("/card/get_transactions", transactions::list),
                Map.entry("/merchant/get_account_balance", in -> merchant.balance()),
                Map.entry("/merchant/get_card_templates", merchant::templates),
                Map.entry("/merchant/set_webhook_url", merchant::webhookUrl),
                Map.entry("/merchant/get_webhook_records", merchant::records));
    }

    /**
     * Opens the issuer on its state; on an empty one with fresh credentials, a filled account and printed cards.
     *
     * @param state its state
     * @param settings changes of its defaults, by name
     * @return its desk
     */
    public static Desk open(IssuerState state, Map<String, Long> settings) {
        Tuning tuning = new Tuning(defaults(), settings, state);
        BananaBooks books = new BananaBooks(state, tuning);
        BananaCrypto crypto = new BananaCrypto(books);
        return state.locked(() -> {
            if (books.keys().find("credentials").isEmpty()) {
                books.keys()
                        .put(
                                "credentials",
                                Json.object()
                                        .put("merchantId", books.ids().uuid())
                                        .put("secret", books.ids().hex(32)));
                fill(books);
            }
            String secret = books.keys()
                    .find("credentials")
                    .orElseThrow()
                    .path("secret")
                    .textValue();
            WebhookSender sender = new WebhookSender(state, crypto.style(), secret, tuning);
            return new Desk(new BananatechIssuer(books, crypto, sender), state, Optional.of(sender), tuning);
        });
    }

    private static Map<String, Long> defaults() {
        var all = new LinkedHashMap<String, Long>();
        all.put("holder-delay-ms", 2_000L);
        all.put("card-delay-ms", 1_000L);
        all.put("recharge-delay-ms", 1_000L);
        all.put("status-delay-ms", 1_000L);
        all.put("auto-approve", 1L);
        all.put("auto-activate", 1L);
        all.put("auto-settle", 1L);
        all.put("secret-encoding", 0L);
        all.put("register-answers-id", 1L);
        all.put("apply-answers-id", 0L);
        all.put("full-numbers", 1L);
        all.put("failed-amount", 1L);
        all.put("balance-webhooks", 0L);
        all.put("records-as-text", 0L);
        all.put("kyc-millis", 0L);
        all.put("apply-fee-cents", 100L);
        all.put("recharge-fee-cents", 50L);
        all.put("refund-fee-cents", 25L);
        all.put("recharge-min-cents", 1_000L);
        all.put("webhook-retry-base-ms", 60_000L);
        return all;
    }

    private static void fill(BananaBooks books) {
        books.wallet(FIRST_WALLET);
        for (int i = 0; i < PRINTED; i++) {
            books.stock().put(CardNumbers.draw("411111", books.ids()), Json.object());
        }
    }

    @Override
    public String name() {
        return "bananatech";
    }

    @Override
    public String prefix() {
        return "/bananatech";
    }

    /** Whatever is wrong with the envelope is answered without one (§2.4). */
    @Override
    public Optional<Answer> admit(Request request) {
        if (!request.method().equals("POST") || !calls.containsKey(request.path())) {
            return Optional.of(Answer.of(404, problem("no such call")));
        }
        return switch (crypto.open(request)) {
            case Envelope.Opened.Plain plain -> Optional.empty();
            case Envelope.Opened.Broken broken -> Optional.of(BananaBooks.failure(broken.why()));
        };
    }

    @Override
    public Answer perform(Request request) {
        return switch (crypto.open(request)) {
            case Envelope.Opened.Plain plain -> crypto.seal(run(request, plain.body()));
            case Envelope.Opened.Broken broken -> BananaBooks.failure(broken.why());
        };
    }

    private Answer run(Request request, ObjectNode body) {
        try {
            Fields in = new Fields(body, "", BananaBooks::refusal);
            return Optional.ofNullable(calls.get(request.path()))
                    .map(call -> call.apply(in))
                    .orElseGet(() -> BananaBooks.failure("no such call"));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException e) {
            System.getLogger("simulators").log(System.Logger.Level.ERROR, "bananatech " + request, e);
            return Answer.of(500, problem("internal server error"));
        }
    }

    /** The words stand inside the envelope. */
    @Override
    public Answer estrange(Answer answer) {
        return books.state().locked(() -> {
            ObjectNode inside = crypto.reopen(answer);
            Answer strange = new Answer(answer.status(), inside, answer.headers())
                    .estranged(name -> name.toLowerCase(Locale.ROOT).endsWith("status"));
            return crypto.seal(strange);
        });
    }

    @Override
    public Answer excuse(Fault fault) {
        return switch (fault) {
            case RATE_LIMITED -> Answer.of(429, problem("too many requests"));
            case UNAUTHORIZED, TOKEN_EXPIRED -> Answer.of(401, problem("unauthorized"));
            case DELAY,
                    DELAY_AFTER,
                    DROP_BEFORE,
                    DROP_AFTER,
                    CUT,
                    MALFORMED,
                    UNKNOWN_WORD,
                    SERVER_ERROR,
                    SERVER_ERROR_AFTER -> Answer.of(500, problem("internal server error"));
        };
    }

    private static ObjectNode problem(String message) {
        return Json.object().put("success", false).put("message", message);
    }

    @Override
    public void due(String kind, String ref) {
        switch (Word.Alarm.valueOf(kind)) {
            case USER -> users.due(ref);
            case APPLY -> books.cards().find(ref).ifPresent(cards::applyDue);
            case ASSIGN -> books.cards().find(ref).ifPresent(cards::assignDue);
            case ACTIVATE -> books.cards().find(ref).ifPresent(cards::activateDue);
            case RECHARGE -> money.rechargeDue(ref);
            case ALTER -> {
                books.operations().find(ref).ifPresent(money::alterDue);
                books.operations().remove(ref);
            }
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
        var list = out.putArray("templates");
        for (ObjectNode template : templates.all()) {
            ObjectNode entry = list.addObject();
            for (String name : List.of("id", "description", "type")) {
                entry.set(name, template.get(name));
            }
            entry.put("currency", BananaBooks.CURRENCY);
        }
        return out;
    }

    @Override
    public void reset() {
        ObjectNode credentials = books.keys().find("credentials").orElseThrow();
        Optional<ObjectNode> url = books.state().table("webhooks").find("url");
        books.state().clear();
        books.failures().clear();
        crypto.forget();
        books.keys().put("credentials", credentials);
        url.ifPresent(u -> books.state().table("webhooks").put("url", u));
        fill(books);
    }
}
