package io.cardport.simulators.netpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Locale;

/** Cards: issued from the wallet, pending, then active; their secrets can be revealed (§0.2, 0.5). */
final class NetpayCards {

    /** What can be made to fail. */
    enum Failure {
        /** The issue call answers 422; the wallet is as before. */
        ISSUE_REFUSED,
        /** The issue call answers 502; the wallet is as before. */
        ISSUE_DOWN,
        /** The card ends as failed instead of active; the wallet is refunded. */
        ACTIVATION
    }

    private static final BigDecimal MOST = new BigDecimal("1000000000");

    private final NetpayBooks books;
    private final NetpayHolders holders;
    private final NextFailures<Failure> failures = new NextFailures<>(Failure.class);

    NetpayCards(NetpayBooks books, NetpayHolders holders) {
        this.books = books;
        this.holders = holders;
    }

    void failNext(Failure failure, int times) {
        failures.plan(failure, times);
    }

    void forgetFailures() {
        failures.clear();
    }

    Answer create(Request request) {
        Fields in = NetpayIssuer.body(request);
        String holderId = in.required("holderId");
        if (!in.required("cardType").equals("virtual")) {
            throw in.wrong("cardType", "must be virtual");
        }
        String product = in.required("card_product_id");
        String currency = in.required("currency");
        if (!currency.equals(NetpayBooks.PRODUCTS.getOrDefault(product, ""))) {
            throw in.wrong("card_product_id", "and currency are not offered");
        }
        BigDecimal amount = in.money("loadAmount").orElseThrow(() -> in.wrong("loadAmount", "is required"));
        if (amount.signum() <= 0 || amount.compareTo(MOST) > 0) {
            throw in.wrong("loadAmount", "must be greater than 0 and at most 1000000000");
        }
        ObjectNode holder = holders.find(holderId);
        switch (NetpayHolders.status(holder)) {
            case IN_REVIEW -> throw NetpayBooks.refusal(409, "Cardholder is still being verified");
            case REJECTED -> throw NetpayBooks.refusal(422, "Cardholder was rejected");
            case ACTIVE -> {}
        }
        if (failures.fails(Failure.ISSUE_REFUSED)) {
            throw NetpayBooks.refusal(422, "The card was refused by the provider");
        }
        if (failures.fails(Failure.ISSUE_DOWN)) {
            throw NetpayBooks.refusal(502, "The provider is not available");
        }
        books.pay(amount.add(fee()));
        return Answer.of(201, issued(card(request, holder, product, currency, amount), amount));
    }

    Answer reveal(String id) {
        ObjectNode card = find(id);
        switch (NetpayBooks.status(card)) {
            case PENDING, CANCELLED, FAILED ->
                throw NetpayBooks.refusal(
                        422, "Card is " + card.path("status").asText() + ", its details cannot be shown");
            case ACTIVE, FROZEN -> {}
        }
        ObjectNode out = Json.object().put("success", true);
        out.putObject("cardDetails")
                .put("card_id", id)
                .put("card_number", card.path("number").asText())
                .put("cvv", card.path("cvv").asText())
                .put("expiry_date", card.path("expiry").asText());
        return Answer.ok(out);
    }

    void due(String id) {
        books.cards()
                .find(id)
                .filter(c -> NetpayBooks.status(c) == NetpayBooks.CardStatus.PENDING
                        && books.tuning().on("auto-activate"))
                .ifPresent(c -> settle(
                        c,
                        failures.fails(Failure.ACTIVATION)
                                ? NetpayBooks.CardStatus.FAILED
                                : NetpayBooks.CardStatus.ACTIVE));
    }

    /** Moves a card; one that failed gives the wallet back all it took. */
    void settle(ObjectNode card, NetpayBooks.CardStatus end) {
        if (end == NetpayBooks.CardStatus.FAILED) {
            books.refund(new BigDecimal(card.path("paid").asText()));
        }
        status(card, end);
    }

    void status(ObjectNode card, NetpayBooks.CardStatus status) {
        books.cards().put(card.path("uqpayCardId").asText(), card.put("status", status.word()));
    }

    ObjectNode find(String id) {
        return books.cards().find(id).orElseThrow(() -> NetpayBooks.refusal(404, "Card not found"));
    }

    private ObjectNode card(Request request, ObjectNode holder, String product, String currency, BigDecimal amount) {
        String id = books.ids().digits(10);
        var end = books.now().atOffset(ZoneOffset.UTC).plusYears(3);
        ObjectNode card = Json.object()
                .put("uqpayCardId", id)
                .put("cardId", books.ids().hex(24))
                .put("holderId", holder.path("holderId").asText())
                .put("product", product)
                .put("currency", currency)
                .put("balance", amount.toPlainString())
                .put("paid", amount.add(fee()).toPlainString())
                .put("number", CardNumbers.draw("411111", books.ids()))
                .put("cvv", books.ids().digits(3))
                .put("expiry", String.format(Locale.ROOT, "%02d/%02d", end.getMonthValue(), end.getYear() % 100))
                .put("idempotency_key", NetpayIdempotency.key(request).orElse(""));
        status(card, NetpayBooks.CardStatus.PENDING);
        books.state().timers().after(books.tuning().millis("card-delay-ms"), NetpayBooks.Alarm.CARD.name(), id);
        return card;
    }

    private static ObjectNode issued(ObjectNode card, BigDecimal amount) {
        return Json.object()
                .put("success", true)
                .put("cardId", card.path("cardId").asText())
                .put("uqpayCardId", card.path("uqpayCardId").asText())
                .put("holderId", card.path("holderId").asText())
                .put("status", card.path("status").asText())
                .put("loadAmount", amount)
                .put("loadedBalance", amount);
    }

    private BigDecimal fee() {
        return BigDecimal.valueOf(books.tuning().number("issue-fee-cents"), 2);
    }
}
