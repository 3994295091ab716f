package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Predicate;

/** Card transactions (§1.3), which here are made by control calls and by top-ups. */
final class ArthaTransactions {

    private static final String[] NULLS = {
        "originalTransactionId",
        "localAmount",
        "localCurrency",
        "authorizedAmount",
        "authorizedCurrency",
        "settleAmount",
        "settleCurrency",
        "authorizationCode",
        "authorizedAt",
        "fee",
        "feeCurrency",
        "crossborderFee",
        "crossborderFeeCurrency",
        "settleDate",
        "merchantName",
        "merchantCategoryCode",
        "merchantCountry",
        "merchantCity",
        "type",
        "subType",
        "status",
        "description"
    };

    private final ArthaBooks books;
    private final ArthaEvents events;

    ArthaTransactions(ArthaBooks books, ArthaEvents events) {
        this.books = books;
        this.events = events;
    }

    /** Books a top-up under its own id, again at each change of its status. */
    void topup(ObjectNode card, ObjectNode topup, Word.TransactionStatus status) {
        String id = topup.path("transactionId").asText();
        ObjectNode booked = books.transactions()
                .find(id)
                .orElseGet(() -> blank(card, id, Word.TransactionType.TOP_UP, ArthaBooks.money(topup, "amount")));
        keep(booked, status);
    }

    /** Decides a purchase or withdrawal: active, once topped up, inside the limit and the balance (§1.2). */
    ObjectNode authorize(ObjectNode card, Word.TransactionType type, BigDecimal amount, String merchant) {
        BigDecimal hold = ArthaBooks.money(card, "hold");
        boolean granted = ArthaBooks.state(card) == Word.CardState.ACTIVE
                && card.path("funded").asBoolean()
                && amount.compareTo(ArthaOperations.perTransaction(card)) <= 0
                && hold.add(amount).compareTo(ArthaBooks.money(card, "balance")) <= 0;
        ObjectNode booked = blank(card, books.ids().uuid(), type, amount)
                .put("merchantName", merchant)
                .put("merchantCountry", "SG");
        if (granted) {
            booked.put("authorizationCode", books.ids().digits(6));
            put(card, ArthaBooks.money(card, "balance"), hold.add(amount));
        }
        keep(booked, granted ? Word.TransactionStatus.AUTHORIZED : Word.TransactionStatus.DECLINED);
        events.transaction("consume", view(booked));
        return booked;
    }

    /** Books something that is settled from the start: a refund adds, a fee takes. */
    ObjectNode book(ObjectNode card, Word.TransactionType type, BigDecimal amount, String original) {
        boolean adds = type == Word.TransactionType.REFUND;
        BigDecimal balance = ArthaBooks.money(card, "balance");
        put(card, adds ? balance.add(amount) : balance.subtract(amount), ArthaBooks.money(card, "hold"));
        ObjectNode booked = blank(card, books.ids().uuid(), type, amount);
        if (!original.isEmpty()) {
            booked.put("originalTransactionId", original);
        }
        settled(booked);
        keep(booked, Word.TransactionStatus.SETTLED);
        events.transaction(adds ? "refund" : "maintain_fee", view(booked));
        return booked;
    }

    ObjectNode settle(ObjectNode booked) {
        BigDecimal amount = ArthaBooks.money(booked, "authorizedAmount");
        ObjectNode card = books.card(booked.path("cardId").asText());
        put(
                card,
                ArthaBooks.money(card, "balance").subtract(amount),
                ArthaBooks.money(card, "hold").subtract(amount));
        settled(booked);
        keep(booked, Word.TransactionStatus.SETTLED);
        events.transaction("settlement", view(booked));
        return booked;
    }

    ObjectNode reverse(ObjectNode booked) {
        BigDecimal amount = ArthaBooks.money(booked, "authorizedAmount");
        ObjectNode card = books.card(booked.path("cardId").asText());
        put(
                card,
                ArthaBooks.money(card, "balance"),
                ArthaBooks.money(card, "hold").subtract(amount));
        keep(booked, Word.TransactionStatus.REVERSED);
        events.transaction("reversal", view(booked));
        return booked;
    }

    static Word.TransactionStatus status(ObjectNode booked) {
        return Word.TransactionStatus.valueOf(booked.path("status").asText());
    }

    Answer ofCard(Request request, String cardId) {
        books.card(cardId);
        return list(request, t -> t.path("cardId").asText().equals(cardId));
    }

    Answer ofCustomer(Request request, String customerId) {
        books.customer(customerId);
        return list(request, t -> t.path("customerId").asText().equals(customerId));
    }

    Answer list(Request request, Predicate<ObjectNode> wanted) {
        Optional<Instant> from = request.query("from").map(text -> moment("from", text, 0));
        Optional<Instant> to = request.query("to").map(text -> moment("to", text, 1));
        Optional<String> status = request.query("status");
        Optional<String> type = request.query("type");
        return books.page(
                request,
                books.transactions().newestFirst().stream()
                        .filter(wanted)
                        .filter(t -> status.filter(s ->
                                        !s.equalsIgnoreCase(t.path("status").asText()))
                                .isEmpty())
                        .filter(t -> type.filter(
                                        s -> !s.equalsIgnoreCase(t.path("type").asText()))
                                .isEmpty())
                        .filter(t -> from.filter(at -> at(t).isBefore(at)).isEmpty())
                        .filter(t -> to.filter(at -> !at(t).isBefore(at)).isEmpty())
                        .toList(),
                this::view);
    }

    Answer retrieve(String id) {
        return Answer.ok(view(books.transactions()
                .find(id)
                .orElseThrow(() -> ArthaBooks.refusal(404, "not_found", "transaction not found"))));
    }

    private static Instant at(ObjectNode booked) {
        return Instant.parse(booked.path("authorizedAt").asText());
    }

    /** A moment, or a whole day whose end is the next one's beginning. */
    private static Instant moment(String name, String text, int days) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(days)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw ArthaBooks.refusal(400, "invalid", name + " must be ISO 8601 in UTC");
        }
    }

    private ObjectNode blank(ObjectNode card, String id, Word.TransactionType type, BigDecimal amount) {
        ObjectNode out = Json.object()
                .put("transactionId", id)
                .put("cardId", card.path("cardId").asText())
                .put("customerId", card.path("customerId").asText());
        for (String name : NULLS) {
            out.putNull(name);
        }
        String currency = card.path("currency").asText();
        return out.put("type", type.name())
                .put("localAmount", amount)
                .put("localCurrency", currency)
                .put("authorizedAmount", amount)
                .put("authorizedCurrency", currency)
                .put("authorizedAt", books.now().toString());
    }

    private void settled(ObjectNode booked) {
        booked.set("settleAmount", booked.get("authorizedAmount"));
        booked.set("settleCurrency", booked.get("authorizedCurrency"));
        booked.put(
                "settleDate", LocalDate.ofInstant(books.now(), ZoneOffset.UTC).toString());
    }

    private void keep(ObjectNode booked, Word.TransactionStatus status) {
        books.transactions().put(booked.path("transactionId").asText(), booked.put("status", status.name()));
    }

    private void put(ObjectNode card, BigDecimal balance, BigDecimal hold) {
        books.cards()
                .put(
                        card.path("cardId").asText(),
                        card.put("balance", balance.toPlainString()).put("hold", hold.toPlainString()));
    }

    private ObjectNode view(ObjectNode booked) {
        ObjectNode out = booked.deepCopy();
        return out.put(
                        "type",
                        books.spelled(
                                Word.TransactionType.valueOf(out.path("type").asText())))
                .put("status", books.spelled(status(booked)));
    }
}
