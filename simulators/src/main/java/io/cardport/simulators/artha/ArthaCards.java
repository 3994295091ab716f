package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Cards (§1.2 phases 4 and 5, §1.3): issued for an approved applicant, shown, revealed. */
final class ArthaCards {

    private static final List<String> ADDRESS = List.of("addressLine1", "city", "state", "postalCode", "country");

    private final ArthaBooks books;
    private final ArthaProducts products;
    private final ArthaApplicants applicants;
    private final ArthaEvents events;

    ArthaCards(ArthaBooks books, ArthaProducts products, ArthaApplicants applicants, ArthaEvents events) {
        this.books = books;
        this.products = products;
        this.applicants = applicants;
        this.events = events;
    }

    Answer issue(Request request) {
        Fields in = ArthaBooks.body(request);
        String customerId = in.required("customerId");
        String productId = in.required("productId");
        String currency = in.required("currency");
        books.customer(customerId);
        ObjectNode product = products.find(productId);
        if (!currency.equals(product.path("currency").asText())) {
            throw ArthaBooks.rule("currency_not_offered", "currency must be that of the product");
        }
        if (!applicants.approved(customerId, productId)) {
            throw ArthaBooks.rule("not_approved", "the applicant is not approved for this product");
        }
        if (physical(product, "type")) {
            address(in);
        }
        if (books.failures().fails(Word.Failure.ISSUE_REFUSED)) {
            throw ArthaBooks.rule("issue_refused", "the card was refused");
        }
        ObjectNode card = fresh(customerId, product);
        String id = card.path("cardId").asText();
        books.cards().put(id, card);
        books.state().timers().after(books.tuning().millis("card-delay-ms"), Word.Alarm.CARD.name(), id);
        return Answer.of(201, view(card));
    }

    static void address(Fields in) {
        Fields address = in.object("shippingAddress").orElseThrow(() -> in.wrong("shippingAddress", "is required"));
        ADDRESS.forEach(address::required);
        address.text("addressLine2");
    }

    private ObjectNode fresh(String customerId, ObjectNode product) {
        String now = books.now().toString();
        ObjectNode card = Json.object()
                .put("cardId", books.ids().uuid())
                .put("customerId", customerId)
                .put("productId", product.path("productId").asText())
                .put("productName", product.path("name").asText())
                .put("provider", product.path("organization").asText())
                .put("cardType", product.path("type").asText())
                .put("currency", product.path("currency").asText())
                .put("state", Word.CardState.PENDING.name())
                .put("balance", "0.00")
                .put("hold", "0.00")
                .put("activationCode", books.ids().digits(6))
                .put("createdAt", now)
                .put("updatedAt", now);
        return number(card, product.path("bin").asText());
    }

    /** Draws number, code and expiry, the first ones or those of a replacement. */
    ObjectNode number(ObjectNode card, String bin) {
        var end = books.now().atOffset(ZoneOffset.UTC).plusYears(3);
        return card.put("number", CardNumbers.draw(bin, books.ids()))
                .put("cvv", books.ids().digits(3))
                .put("expiry", String.format(Locale.ROOT, "%02d/%02d", end.getMonthValue(), end.getYear() % 100));
    }

    void due(String id) {
        books.cards()
                .find(id)
                .filter(c -> ArthaBooks.state(c) == Word.CardState.PENDING
                        && books.tuning().on("auto-activate"))
                .ifPresent(c -> settle(c, books.failures().fails(Word.Failure.CARD)));
    }

    /** Ends the issuing: a virtual card can be used, a physical one waits for its code. */
    void settle(ObjectNode card, boolean fails) {
        Word.CardState usable = physical(card, "cardType") ? Word.CardState.INACTIVE : Word.CardState.ACTIVE;
        state(card, fails ? Word.CardState.FAILED : usable);
        events.card(fails ? "card.rejected" : "card.approved", card);
    }

    void state(ObjectNode card, Word.CardState state) {
        card.put("state", state.name()).put("updatedAt", books.now().toString());
        books.cards().put(card.path("cardId").asText(), card);
    }

    static boolean physical(ObjectNode node, String name) {
        return node.path(name).asText().equals("physical");
    }

    Answer retrieve(String id) {
        return Answer.ok(view(books.card(id)));
    }

    Answer list(Request request) {
        List<ObjectNode> found = books.cards().newestFirst().stream()
                .filter(c -> matches(request, c, "customerId") && matches(request, c, "productId"))
                .toList();
        return books.page(request, found, this::view);
    }

    private static boolean matches(Request request, ObjectNode card, String name) {
        return request.query(name)
                .filter(value -> !value.equals(card.path(name).asText()))
                .isEmpty();
    }

    Answer reveal(String id) {
        ObjectNode card = books.card(id);
        switch (ArthaBooks.state(card)) {
            case PENDING, FAILED, CANCELLED -> throw ArthaBooks.rule("card_state", "the card cannot be shown");
            case INACTIVE, ACTIVE, FROZEN -> {}
        }
        ObjectNode holder = books.customer(card.path("customerId").asText());
        String name = (holder.path("firstName").asText() + " "
                        + holder.path("lastName").asText())
                .strip();
        return Answer.ok(Json.object()
                .put("id", id)
                .put("card_number", card.path("number").asText())
                .put("cvv", card.path("cvv").asText())
                .put("expiry_date", card.path("expiry").asText())
                .put(
                        "cardholder_name",
                        name.isEmpty() ? holder.path("businessName").asText() : name)
                .putNull("iframe_url"));
    }

    /** The newer pages have <code>cardId</code> and <code>state</code>, the older ones <code>id</code> and status. */
    ObjectNode view(ObjectNode card) {
        boolean old = books.tuning().on("generation-b");
        ObjectNode out =
                Json.object().put(old ? "id" : "cardId", card.path("cardId").asText());
        for (String name : List.of("customerId", "productId", "productName", "provider", "cardType")) {
            out.set(name, card.get(name));
        }
        out.put("cardNumberMasked", CardNumbers.masked(card.path("number").asText()))
                .put("currency", card.path("currency").asText())
                .put(old ? "status" : "state", books.spelled(ArthaBooks.state(card)))
                .put("balance", ArthaBooks.money(card, "balance"));
        out.set("createdAt", card.get("createdAt"));
        out.set("updatedAt", card.get("updatedAt"));
        return out;
    }
}
