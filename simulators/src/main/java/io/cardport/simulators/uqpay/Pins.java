package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** PINs, in the contract of September 2026 or, by setting, in that of the documentation before (§4.7). Kept hashed. */
final class Pins {

    private static final Pattern PIN = Pattern.compile("\\d{6}");

    private final Books books;
    private final Cards cards;
    private final Orders orders;

    Pins(Books books, Cards cards, Orders orders) {
        this.books = books;
        this.cards = cards;
        this.orders = orders;
    }

    Answer set(Request request) {
        Fields in = UqpayIssuer.body(request);
        ObjectNode card = active(request, in);
        Words.PinType type = in.word("type", Words.PinType.class).orElse(Words.PinType.SET);
        String hash = checked(in, card, type);
        if (!books.tuning().on("pin-async")) {
            books.cards().put(card.path("card_id").asText(), card.put("pin_hash", hash));
            return Answer.ok(Json.object().put("request_status", "SUCCESS"));
        }
        ObjectNode order = start(card, hash);
        return Answer.ok(Json.object()
                .put("request_status", "SUCCESS")
                .put("card_order_id", order.path("card_order_id").asText())
                .put("order_status", order.path("order_status").asText()));
    }

    /** The legacy call; its old_pin is optional and checked if there. */
    Answer manage(Request request) {
        Fields in = UqpayIssuer.body(request);
        ObjectNode card = active(request, in);
        in.required("type");
        Words.PinType type = in.word("type", Words.PinType.class).orElseThrow();
        if (type == Words.PinType.UPDATE) {
            throw in.wrong("type", "must be SET or RESET");
        }
        String hash = checked(in, card, in.has("old_pin") ? Words.PinType.UPDATE : type);
        ObjectNode order = start(card, hash);
        ObjectNode out = Json.object();
        Cardholders.copy(order, out, "card_id", "card_order_id", "create_time");
        return Answer.ok(out);
    }

    static String hash(ObjectNode card, String pin) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String salted = card.path("card_id").asText() + pin;
            return HexFormat.of().formatHex(digest.digest(salted.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode active(Request request, Fields in) {
        ObjectNode card = cards.live(request, in.required("card_id"));
        if (Card.status(card) != Words.CardStatus.ACTIVE) {
            throw Errors.card("card_not_active", "card must be active");
        }
        return card;
    }

    private String checked(Fields in, ObjectNode card, Words.PinType type) {
        in.required("pin");
        String pin = in.text("pin", PIN).orElseThrow();
        Optional<String> old = in.text("old_pin", PIN);
        String phone = books.holders()
                .find(card.path("cardholder_id").asText())
                .map(h -> h.path("phone_number").asText())
                .orElse("");
        boolean weak = pin.chars().distinct().count() == 1
                || phone.contains(pin)
                || CardNumbers.lastFour(pin)
                        .equals(CardNumbers.lastFour(card.path("number").asText()));
        if (weak) {
            throw in.wrong("pin", "is too weak");
        }
        switch (type) {
            case SET, RESET -> {
                if (old.isPresent()) {
                    throw in.wrong("old_pin", "is only for UPDATE");
                }
            }
            case UPDATE -> changed(in, card, pin, old);
        }
        cards.refuseWhileRunning(card, Words.OrderType.PIN_MANAGEMENT);
        return hash(card, pin);
    }

    private static void changed(Fields in, ObjectNode card, String pin, Optional<String> old) {
        String given = old.orElseThrow(() -> in.wrong("old_pin", "is required for UPDATE"));
        if (!hash(card, given).equals(card.path("pin_hash").asText())) {
            throw Errors.card("pin_incorrect", "old_pin is incorrect");
        }
        if (given.equals(pin)) {
            throw in.wrong("pin", "must differ from the current one");
        }
    }

    private ObjectNode start(ObjectNode card, String hash) {
        ObjectNode order = cards.open(card, Words.OrderType.PIN_MANAGEMENT);
        order.put("pin_hash", hash);
        orders.start(order);
        return order;
    }
}
