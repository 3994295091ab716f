package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cards after their creation: reads, changes, status, money on and off, secrets (§4.1, 4.4–4.6, 4.9). */
final class Cards {

    private static final int MAX_REASON = 100;
    private static final String TOKENS = "pan-tokens";
    private static final int TOKEN_SECONDS = 60;

    private final Books books;
    private final Products products;
    private final Orders orders;
    private final Balances balances;

    Cards(Books books, Products products, Orders orders, Balances balances) {
        this.books = books;
        this.products = products;
        this.orders = orders;
        this.balances = balances;
    }

    Answer retrieve(Request request, String id) {
        return Answer.ok(Card.retrieved(own(request, id), books));
    }

    Answer list(Request request) {
        String account = books.account(request);
        List<ObjectNode> all = Books.select(
                books.cards().newestFirst(),
                c -> c.path("account").asText().equals(account)
                        && request.query("card_number")
                                .filter(n -> !n.equals(c.path("number").asText()))
                                .isEmpty()
                        && Balances.wanted(request, c, "card_status")
                        && Balances.wanted(request, c, "cardholder_id"));
        return books.page(request, 1, all, c -> Card.listed(c, books));
    }

    Answer update(Request request, String id) {
        ObjectNode card = usable(request, id);
        Fields in = UqpayIssuer.body(request);
        ObjectNode changes = Json.object();
        limit(in, card).ifPresent(v -> changes.put("card_limit", v.toPlainString()));
        in.money("no_pin_payment_amount").ifPresent(v -> {
            if (v.signum() < 0) {
                throw in.wrong("no_pin_payment_amount", "must not be negative");
            }
            changes.put(
                    "no_pin_payment_amount",
                    v.stripTrailingZeros().toPlainString()
                            + card.path("card_currency").asText());
        });
        ObjectNode product =
                products.find(card.path("card_product_id").asText()).orElseThrow();
        new CardForm(in).controls(product, changes);
        refuseWhileRunning(card, Words.OrderType.CARD_UPDATE);
        ObjectNode order = open(card, Words.OrderType.CARD_UPDATE);
        order.set("changes", changes);
        orders.start(order);
        ObjectNode out = Json.object();
        Cardholders.copy(card, out, "card_id");
        Cardholders.copy(order, out, "card_order_id");
        out.put("card_status", Card.status(card).name());
        Cardholders.copy(order, out, "order_status");
        return Answer.ok(out);
    }

    Answer status(Request request, String id) {
        ObjectNode card = live(request, id);
        Fields in = UqpayIssuer.body(request);
        in.required("card_status");
        Words.TargetStatus target =
                in.word("card_status", Words.TargetStatus.class).orElseThrow();
        Optional<String> reason = in.text("update_reason", MAX_REASON);
        refuseWhileRunning(card, Words.OrderType.CARD_STATUS_UPDATE);
        boolean allowed = switch (target) {
            case ACTIVE -> Card.status(card) == Words.CardStatus.FROZEN;
            case FROZEN -> Card.status(card) == Words.CardStatus.ACTIVE;
            case CANCELLED ->
                Card.status(card) == Words.CardStatus.ACTIVE || Card.status(card) == Words.CardStatus.FROZEN;
        };
        if (!allowed) {
            throw Errors.card(
                    "card_status_not_allowed", "card status cannot change from " + Card.status(card) + " to " + target);
        }
        ObjectNode order = open(card, Words.OrderType.CARD_STATUS_UPDATE);
        order.put("target", target.name());
        reason.ifPresent(r -> order.put("update_reason", r));
        orders.start(order);
        ObjectNode out = Json.object();
        Cardholders.copy(card, out, "card_id");
        Cardholders.copy(order, out, "card_order_id", "order_status", "update_reason");
        return Answer.ok(out);
    }

    Answer recharge(Request request, String id) {
        ObjectNode card = usable(request, id);
        BigDecimal amount = moneyAllowed(card, request);
        balances.debit(card.path("account").asText(), card.path("card_currency").asText(), amount, "CARD_RECHARGE");
        return order(card, Words.OrderType.CARD_RECHARGE, amount);
    }

    Answer withdraw(Request request, String id) {
        ObjectNode card = usable(request, id);
        BigDecimal amount = moneyAllowed(card, request);
        if (Card.available(card).compareTo(amount) < 0) {
            throw Errors.card("insufficient_card_balance", "insufficient card balance");
        }
        // Off the card at once, or it could be spent while the order runs.
        orders.load(card, amount.negate());
        return order(card, Words.OrderType.CARD_WITHDRAW, amount);
    }

    Answer secure(Request request, String id) {
        if (!books.tuning().on("secure-licensed")) {
            return Errors.typed(403, "unauthorized_error", "forbidden", "not allowed to read card secrets");
        }
        ObjectNode card = issued(request, id);
        return Answer.ok(Json.object()
                .put("cvv", card.path("cvv").asText())
                .put("expire_date", card.path("expire_date").asText())
                .put("card_number", card.path("number").asText()));
    }

    Answer panToken(Request request, String id) {
        issued(request, id);
        String token = "pan_" + books.ids().hex(32) + "." + books.ids().hex(64);
        Instant end = books.now().plusSeconds(TOKEN_SECONDS);
        books.state().table(TOKENS).put(token, Json.object().put("card", id).put("end", end.toEpochMilli()));
        return Answer.ok(Json.object()
                .put("token", token)
                .put("expires_in", TOKEN_SECONDS)
                .put("expires_at", Books.iso(end)));
    }

    /** What the browser would load; it stands for the iframe and spends the token (§4.1, 4.8). */
    Answer iframe(Request request) {
        String token = request.query("token").orElse("");
        Optional<ObjectNode> grant = books.state().table(TOKENS).find(token);
        books.state().table(TOKENS).remove(token);
        String card = request.query("cardId").orElse("");
        boolean good = grant.filter(g -> g.path("card").asText().equals(card)
                        && g.path("end").longValue() > books.now().toEpochMilli())
                .isPresent();
        if (!good) {
            return Errors.typed(403, "unauthorized_error", "forbidden", "the token is unknown, spent or too old");
        }
        ObjectNode shown = books.cards().find(card).orElseThrow();
        return Answer.ok(Json.object()
                .put("card_number", shown.path("number").asText())
                .put("expire_date", shown.path("expire_date").asText())
                .put("cvv", shown.path("cvv").asText()));
    }

    ObjectNode own(Request request, String id) {
        return Books.own(books.cards(), id, books.account(request)).orElseThrow(Errors::cardNotFound);
    }

    ObjectNode live(Request request, String id) {
        ObjectNode card = own(request, id);
        if (!Card.status(card).live()) {
            throw Errors.cardNotFound();
        }
        return card;
    }

    /** A card that runs: active, or frozen by its owner. */
    private ObjectNode usable(Request request, String id) {
        ObjectNode card = live(request, id);
        if (Card.status(card) != Words.CardStatus.ACTIVE && Card.status(card) != Words.CardStatus.FROZEN) {
            throw Errors.card("card_not_active", "card status is " + Card.status(card));
        }
        return card;
    }

    private ObjectNode issued(Request request, String id) {
        ObjectNode card = live(request, id);
        if (Card.status(card) == Words.CardStatus.PENDING) {
            throw Errors.card("card_not_active", "card is not issued yet");
        }
        return card;
    }

    void refuseWhileRunning(ObjectNode card, Words.OrderType type) {
        if (orders.running(card, type)) {
            throw Errors.card("card_order_processing", "another " + type + " order of this card is processing");
        }
    }

    ObjectNode open(ObjectNode card, Words.OrderType type) {
        ObjectNode order = orders.open(card, type, Words.OrderStatus.PENDING);
        orders.mark(card, order);
        books.cards().put(card.path("card_id").asText(), card);
        return order;
    }

    private Optional<BigDecimal> limit(Fields in, ObjectNode card) {
        Optional<BigDecimal> limit = in.money("card_limit");
        limit.ifPresent(v -> {
            if (Card.mode(card) == Words.Mode.SINGLE || Card.oneTime(card)) {
                throw Errors.card("card_limit_not_changeable", "card_limit of this card cannot be changed");
            }
            if (v.signum() < 0) {
                throw in.wrong("card_limit", "must not be negative");
            }
        });
        return limit;
    }

    private BigDecimal moneyAllowed(ObjectNode card, Request request) {
        Fields in = UqpayIssuer.body(request);
        BigDecimal amount = in.money("amount").orElseThrow(() -> in.wrong("amount", "is required"));
        if (amount.signum() <= 0) {
            throw in.wrong("amount", "must be greater than 0");
        }
        boolean share = Card.mode(card) == Words.Mode.SHARE && !books.tuning().on("share-recharge");
        if (share || Card.oneTime(card)) {
            throw Errors.card("card_mode_not_supported", "this card can be neither recharged nor withdrawn from");
        }
        return amount;
    }

    private Answer order(ObjectNode card, Words.OrderType type, BigDecimal amount) {
        ObjectNode order = open(card, type);
        orders.amount(order, amount);
        orders.start(order);
        return Answer.ok(Orders.view(order));
    }
}
