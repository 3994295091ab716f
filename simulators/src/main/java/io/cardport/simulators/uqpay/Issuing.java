package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Card creation (§4.2, 4.3): product, limits, money and the holder's verification are all checked before any change. */
final class Issuing {

    private static final String WAITING = "waiting";

    private final Books books;
    private final Products products;
    private final Cardholders holders;
    private final Orders orders;
    private final Balances balances;

    Issuing(Books books, Products products, Cardholders holders, Orders orders, Balances balances) {
        this.books = books;
        this.products = products;
        this.holders = holders;
        this.orders = orders;
        this.balances = balances;
        holders.afterDecision(this::decided);
    }

    Answer create(Request request) {
        Fields in = UqpayIssuer.body(request);
        String account = books.account(request);
        ObjectNode product = product(in);
        CardForm form = new CardForm(in);
        ObjectNode card = Json.object();
        String currency = form.currency(product);
        BigDecimal limit = form.limit(product);
        form.controls(product, card);
        form.usage(product, books.now(), card);
        Optional<Fields> extra = in.object("cardholder_required_fields");
        Optional<ObjectNode> known = in.text("cardholder_id").map(id -> holders.own(id, account));
        verified(preview(in, known, extra), product);
        known.filter(h -> extra.isEmpty()).ifPresent(Issuing::approved);
        prepaid(account, product, currency, limit);
        ObjectNode holder = holder(known, extra, account);
        card.put("account", account)
                .put("cardholder_id", holder.path("cardholder_id").asText())
                .put("card_currency", currency)
                .put("card_limit", limit.toPlainString())
                .put("idempotency_key", request.header(Idempotency.HEADER).orElse(""));
        ObjectNode order = issue(
                card,
                product,
                "VIRTUAL",
                CardNumbers.draw(product.path("card_bin").asText(), books.ids()));
        if (Card.mode(card) == Words.Mode.SINGLE) {
            balances.debit(account, currency, limit, "CARD_RECHARGE");
            card.put("balance", limit.toPlainString());
        }
        orders.amount(order, limit);
        release(order, holder);
        books.cards().put(card.path("card_id").asText(), card);
        return Answer.ok(reply(card, order, holder, known.isEmpty()));
    }

    /** Gives a card its number and its order; assigning physical cards does it too. */
    ObjectNode issue(ObjectNode card, ObjectNode product, String form, String number) {
        String id = books.ids().uuid();
        card.put("card_id", id)
                .put("card_product_id", product.path("product_id").asText())
                .put("card_bin", product.path("card_bin").asText())
                .put("card_scheme", product.path("card_scheme").asText())
                .put("form_factor", form)
                .put("number", number)
                .put("cvv", books.ids().digits(3))
                .put("expire_date", expiry())
                .put("consumed_amount", "0.00")
                .put("card_status", Words.CardStatus.PENDING.name())
                .put("create_time", books.isoNow());
        if (!card.has("mode_type")) {
            card.put("mode_type", product.path("mode_type").asText());
        }
        if (!card.has("spending_controls")) {
            card.putArray("spending_controls");
        }
        if (!card.has("risk_controls")) {
            card.putObject("risk_controls").put("allow_3ds_transactions", "Y");
        }
        if (!card.has("metadata")) {
            card.putNull("metadata");
        }
        books.cards().put(id, card);
        Optional.of(card.path("expiry_at").asText())
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> books.state()
                        .timers()
                        .at(OffsetDateTime.parse(text).toInstant(), Words.Alarm.EXPIRY.name(), id));
        books.holders().find(card.path("cardholder_id").asText()).ifPresent(h -> {
            h.put("number_of_cards", h.path("number_of_cards").asInt() + 1);
            books.holders().put(h.path("cardholder_id").asText(), h);
        });
        return orders.open(card, Words.OrderType.CREATE_CARD, Words.OrderStatus.PENDING);
    }

    static void approved(ObjectNode holder) {
        if (Cardholders.status(holder) != Words.HolderStatus.SUCCESS) {
            throw Errors.holder(
                    "cardholder_not_verified",
                    "cardholder status is " + Cardholders.status(holder) + ", cards need SUCCESS");
        }
    }

    private ObjectNode product(Fields in) {
        ObjectNode product = products.find(in.required("card_product_id"))
                .orElseThrow(() -> Errors.account("product_not_found", "card product not found"));
        if (!product.path("product_status").asText().equals("ENABLED")) {
            throw Errors.account("product_disabled", "card product is disabled");
        }
        if (!Products.offers(product, "card_form", "VIR")) {
            throw Errors.card("virtual_not_supported", "the product has no virtual cards");
        }
        if (books.tuning().on("card-pool-exhausted")) {
            throw Errors.card("insufficient_sub_bin", "no card number left in this BIN");
        }
        return product;
    }

    private ObjectNode preview(Fields in, Optional<ObjectNode> known, Optional<Fields> extra) {
        HolderForm form = new HolderForm(books.now());
        if (known.isEmpty()) {
            return form.full(extra.orElseThrow(() -> in.wrong("cardholder_id", "is required")));
        }
        ObjectNode preview = known.get().deepCopy();
        extra.ifPresent(fields -> preview.setAll(form.partial(fields)));
        return preview;
    }

    private static void verified(ObjectNode holder, ObjectNode product) {
        var missing = new ArrayList<ObjectNode>();
        var wanted = new ArrayList<>(
                switch (Products.level(product)) {
                    case SIMPLIFIED -> List.<String>of();
                    case STANDARD -> List.of("nationality", "residential_address", "identity");
                    case ENHANCED -> List.of("nationality", "residential_address", "identity", "kyc_verification");
                });
        product.path("required_fields").forEach(f -> wanted.add(f.path("name").asText()));
        for (String name : wanted.stream().distinct().toList()) {
            if (!holder.has(name)) {
                boolean text = name.equals("nationality") || name.equals("gender") || name.equals("date_of_birth");
                missing.add(Products.field(name, text ? "string" : "object"));
            }
        }
        if (!missing.isEmpty()) {
            Answer answer = Errors.holder("kyc_insufficient", "cardholder information is insufficient for this product")
                    .answer();
            ((ObjectNode) answer.body()).putArray("missing_fields").addAll(missing);
            throw new Refusal(answer);
        }
    }

    private void prepaid(String account, ObjectNode product, String currency, BigDecimal limit) {
        if (Products.mode(product) == Words.Mode.SINGLE && !balances.covers(account, currency, limit)) {
            throw Errors.account("insufficient_balance", "insufficient issuing balance");
        }
    }

    private ObjectNode holder(Optional<ObjectNode> known, Optional<Fields> extra, String account) {
        if (known.isEmpty()) {
            return holders.enter(extra.orElseThrow(), account);
        }
        extra.ifPresent(fields -> holders.merge(known.get(), fields));
        return known.get();
    }

    private void release(ObjectNode order, ObjectNode holder) {
        if (Cardholders.status(holder) == Words.HolderStatus.SUCCESS) {
            orders.start(order);
        } else {
            String id = order.path("card_order_id").asText();
            books.state()
                    .table(WAITING)
                    .put(
                            id,
                            Json.object()
                                    .put("holder", holder.path("cardholder_id").asText()));
        }
    }

    private void decided(ObjectNode holder) {
        var waiting = books.state().table(WAITING);
        for (String id : waiting.keys()) {
            boolean mine = waiting.find(id)
                    .orElseThrow()
                    .path("holder")
                    .asText()
                    .equals(holder.path("cardholder_id").asText());
            if (mine) {
                ObjectNode order = books.orders().find(id).orElseThrow();
                switch (Cardholders.status(holder)) {
                    case SUCCESS -> {
                        waiting.remove(id);
                        orders.start(order);
                    }
                    case FAILED -> {
                        waiting.remove(id);
                        orders.settle(order, Words.Ending.FAILED);
                    }
                    case PENDING, INCOMPLETE -> {}
                }
            }
        }
    }

    private ObjectNode reply(ObjectNode card, ObjectNode order, ObjectNode holder, boolean created) {
        ObjectNode out = Json.object();
        Cardholders.copy(card, out, "card_id");
        Cardholders.copy(order, out, "card_order_id", "create_time");
        Cardholders.copy(card, out, "card_status");
        Cardholders.copy(order, out, "order_status");
        Cardholders.copy(holder, out, "cardholder_status", "cardholder_id");
        out.put("cardholder_created", created)
                .set("risk_controls", card.path("risk_controls").deepCopy());
        if (Cardholders.status(holder) != Words.HolderStatus.SUCCESS) {
            out.put("message", "the card waits for the cardholder's verification")
                    .put("verification_status", "UNDER_REVIEW");
            Cardholders.copy(holder, out, "idv_verification_url", "idv_url_expires_at");
        }
        return out;
    }

    private String expiry() {
        OffsetDateTime end =
                OffsetDateTime.ofInstant(books.now(), ZoneOffset.UTC).plusYears(3);
        return String.format(Locale.ROOT, "%02d/%02d", end.getMonthValue(), end.getYear() % 100);
    }
}
