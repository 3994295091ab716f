package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;

/** Physical cards: numbers that UQPAY has embossed before, assigned to holders, activated with a code (§4.1, 4.9). */
final class PhysicalCards {

    private static final Pattern PIN = Pattern.compile("\\d{6}");
    private static final int POOL = 20;

    private final Books books;
    private final Cardholders holders;
    private final Products products;
    private final Issuing issuing;
    private final Orders orders;
    private final Events events;

    PhysicalCards(Books books, Cardholders holders, Products products, Issuing issuing, Orders orders, Events events) {
        this.books = books;
        this.holders = holders;
        this.products = products;
        this.issuing = issuing;
        this.orders = orders;
        this.events = events;
    }

    /** Embosses numbers. */
    void fill() {
        for (String product : List.of(Products.PHYSICAL, Products.SHARE)) {
            String bin = products.find(product).orElseThrow().path("card_bin").asText();
            for (int i = 0; i < POOL; i++) {
                pool().put(CardNumbers.draw(bin, books.ids()), Json.object().put("product", product));
            }
        }
    }

    List<String> free() {
        return pool().keys();
    }

    Answer assign(Request request) {
        Fields in = UqpayIssuer.body(request);
        String account = books.account(request);
        ObjectNode holder = holders.own(in.required("cardholder_id"), account);
        String number = in.required("card_number");
        in.required("card_mode");
        Words.Mode mode = in.word("card_mode", Words.Mode.class).orElseThrow();
        ObjectNode product = pool().find(number)
                .flatMap(p -> products.find(p.path("product").asText()))
                .orElseThrow(() -> Errors.card("card_number_not_assignable", "card number cannot be assigned"));
        String currency = new CardForm(in).currency(product);
        Issuing.approved(holder);
        pool().remove(number);
        ObjectNode card = Json.object()
                .put("account", account)
                .put("cardholder_id", holder.path("cardholder_id").asText())
                .put("card_currency", currency)
                .put("card_limit", "0.00")
                .put("mode_type", mode.name())
                .put("activation_code", books.ids().digits(8))
                .put("idempotency_key", request.header(Idempotency.HEADER).orElse(""));
        card.putObject("risk_controls").put("allow_3ds_transactions", "N");
        ObjectNode order = issuing.issue(card, product, "PHYSICAL", number);
        Answer answer = Answer.ok(Json.object()
                .put("card_id", card.path("card_id").asText())
                .put("card_order_id", order.path("card_order_id").asText())
                .put("create_time", order.path("create_time").asText())
                .put("card_status", Words.CardStatus.PENDING.name())
                .put("order_status", Words.OrderStatus.PENDING.name())
                .set("risk_controls", Json.object()));
        orders.start(order);
        return answer;
    }

    Answer activate(Request request) {
        Fields in = UqpayIssuer.body(request);
        ObjectNode card = Books.own(books.cards(), in.required("card_id"), books.account(request))
                .orElseThrow(Errors::cardNotFound);
        String code = in.required("activation_code");
        in.required("pin");
        String pin = in.text("pin", PIN).orElseThrow();
        BigDecimal free = in.money("no_pin_payment_amount").orElse(new BigDecimal("200.00"));
        if (free.signum() < 0) {
            throw in.wrong("no_pin_payment_amount", "must not be negative");
        }
        boolean waits = Card.status(card) == Words.CardStatus.PENDING
                && card.path("form_factor").asText().equals("PHYSICAL")
                && !orders.running(card, Words.OrderType.CREATE_CARD);
        if (!waits) {
            throw Errors.card("card_not_activatable", "card cannot be activated");
        }
        byte[] wanted = card.path("activation_code").asText().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(code.getBytes(StandardCharsets.UTF_8), wanted)) {
            throw Errors.card("activation_code_invalid", "activation code is invalid");
        }
        card.put("pin_hash", Pins.hash(card, pin))
                .put(
                        "no_pin_payment_amount",
                        free.stripTrailingZeros().toPlainString()
                                + card.path("card_currency").asText());
        card.withObject("/risk_controls").put("allow_3ds_transactions", "Y");
        orders.status(card, Words.CardStatus.ACTIVE);
        events.activated(card);
        return Answer.ok(Json.object().put("request_status", "SUCCESS"));
    }

    private Table pool() {
        return books.state().table("embossed");
    }
}
