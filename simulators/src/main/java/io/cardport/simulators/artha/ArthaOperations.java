package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be done to a card (§1.3 Operations and Limits); all of it at once, but refused in the wrong state. */
final class ArthaOperations {

    private static final Pattern PIN = Pattern.compile("\\d{4,6}");
    private static final List<String> LIMITS =
            List.of("daily", "monthly", "per_transaction", "atm_withdrawal", "yearly");

    private final ArthaBooks books;
    private final ArthaCards cards;
    private final ArthaProducts products;
    private final ArthaEvents events;

    ArthaOperations(ArthaBooks books, ArthaCards cards, ArthaProducts products, ArthaEvents events) {
        this.books = books;
        this.cards = cards;
        this.products = products;
        this.events = events;
    }

    Answer activate(Request request, String id) {
        ObjectNode card = books.card(id);
        String code = ArthaBooks.body(request).required("activationCode");
        if (!ArthaCards.physical(card, "cardType")) {
            throw ArthaBooks.rule("card_type", "only physical cards are activated");
        }
        allowed(card, Set.of(Word.CardState.INACTIVE));
        if (!code.equals(card.path("activationCode").asText())) {
            throw ArthaBooks.rule("activation_code", "the activation code is wrong");
        }
        return move(card, Word.Action.ACTIVATE, Word.CardState.ACTIVE);
    }

    Answer freeze(String id) {
        ObjectNode card = allowed(books.card(id), Set.of(Word.CardState.ACTIVE));
        return move(card, Word.Action.FREEZE, Word.CardState.FROZEN);
    }

    Answer unfreeze(String id) {
        ObjectNode card = allowed(books.card(id), Set.of(Word.CardState.FROZEN));
        return move(card, Word.Action.UNFREEZE, Word.CardState.ACTIVE);
    }

    Answer cancel(String id) {
        ObjectNode card =
                allowed(books.card(id), Set.of(Word.CardState.INACTIVE, Word.CardState.ACTIVE, Word.CardState.FROZEN));
        return move(card, Word.Action.CANCEL, Word.CardState.CANCELLED);
    }

    Answer replace(Request request, String id) {
        ObjectNode card = books.card(id);
        Fields in = ArthaBooks.body(request);
        in.required("reason");
        if (ArthaCards.physical(card, "cardType")) {
            ArthaCards.address(in);
        }
        allowed(card, Set.of(Word.CardState.ACTIVE, Word.CardState.FROZEN));
        cards.number(
                card, products.find(card.path("productId").asText()).path("bin").asText());
        cards.state(card, ArthaBooks.state(card));
        return Answer.of(202, result(card, Word.Action.REPLACE));
    }

    Answer pin(Request request, String id) {
        ObjectNode card = books.card(id);
        Fields in = ArthaBooks.body(request);
        in.required("pin");
        in.text("pin", PIN);
        return move(allowed(card, Set.of(Word.CardState.ACTIVE)), Word.Action.SET_PIN, Word.CardState.ACTIVE);
    }

    Answer limits(String id) {
        return Answer.ok(limitsOf(books.card(id)));
    }

    Answer limit(Request request, String id) {
        ObjectNode card = books.card(id);
        Fields in = ArthaBooks.body(request);
        if (in.has("lifetime")) {
            throw in.wrong("lifetime", "cannot be changed");
        }
        ObjectNode limits = limitsOf(card);
        for (String name : LIMITS) {
            ArthaBooks.amount(in, name).ifPresent(value -> {
                if (value.signum() < 0) {
                    throw in.wrong(name, "must not be negative");
                }
                limits.put(name, value);
            });
        }
        card.set("limits", limits);
        cards.state(card, ArthaBooks.state(card));
        return Answer.ok(limits.deepCopy());
    }

    private static ObjectNode limitsOf(ObjectNode card) {
        if (card.get("limits") instanceof ObjectNode limits) {
            return limits.deepCopy();
        }
        return Json.object()
                .put("daily", new BigDecimal("10000.00"))
                .put("monthly", new BigDecimal("100000.00"))
                .put("per_transaction", new BigDecimal("5000.00"))
                .put("atm_withdrawal", new BigDecimal("1000.00"))
                .put("yearly", new BigDecimal("1000000.00"))
                .put("lifetime", new BigDecimal("10000000.00"));
    }

    static BigDecimal perTransaction(ObjectNode card) {
        return limitsOf(card).path("per_transaction").decimalValue();
    }

    private ObjectNode allowed(ObjectNode card, Set<Word.CardState> states) {
        Word.CardState state = ArthaBooks.state(card);
        if (!states.contains(state)) {
            throw ArthaBooks.rule("card_state", "not possible for a card that is " + state.lower());
        }
        if (books.failures().fails(Word.Failure.OPERATION)) {
            throw ArthaBooks.rule("operation_refused", "the operation was refused");
        }
        return card;
    }

    private Answer move(ObjectNode card, Word.Action action, Word.CardState end) {
        cards.state(card, end);
        events.card("card." + action.lower(), card);
        return Answer.ok(result(card, action));
    }

    private ObjectNode result(ObjectNode card, Word.Action action) {
        return Json.object()
                .put("cardId", card.path("cardId").asText())
                .put("customerId", card.path("customerId").asText())
                .put("productId", card.path("productId").asText())
                .put("cardType", card.path("cardType").asText())
                .put("action", action.lower())
                .put("status", books.spelled(ArthaBooks.state(card)))
                .put("message", "done")
                .put("taskId", books.ids().uuid())
                .put("performedAt", books.now().toString());
    }
}
