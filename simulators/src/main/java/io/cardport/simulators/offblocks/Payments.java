package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.offblocks.Words.Alarm;
import io.cardport.simulators.offblocks.Words.AuthorisationStatus;
import io.cardport.simulators.offblocks.Words.CardStatus;
import io.cardport.simulators.offblocks.Words.Kind;
import io.cardport.simulators.offblocks.Words.TransactionStatus;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Authorisations and the transactions they become (§3.3). */
final class Payments {

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,8})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MCC = 5_734;

    private final OffblocksBooks books;

    Payments(OffblocksBooks books) {
        this.books = books;
    }

    /** Takes a payment: amount as decimal text or number, currency, capture (true unless told otherwise). */
    ObjectNode authorise(Fields in, String cardId) {
        ObjectNode card = books.find(Kind.CARD, cardId);
        ObjectNode payment = payment(in, card);
        if (Cards.status(card) != CardStatus.ACTIVE) {
            throw OffblocksBooks.conflict("the card is " + Words.word(Cards.status(card)));
        }
        ObjectNode authorisation = books.open(Kind.AUTHORISATION, AuthorisationStatus.PENDING, payment);
        books.move(Kind.AUTHORISATION, authorisation, AuthorisationStatus.PENDING);
        if (in.node().path("capture").asBoolean(true)) {
            books.later("capture-delay-ms", 1, 2, Alarm.CAPTURING, authorisation);
            books.later("capture-delay-ms", 1, 1, Alarm.CAPTURED, authorisation);
        }
        return authorisation;
    }

    /** A transaction by hand, in whatever state it shall be told. */
    ObjectNode push(Fields in, String cardId, TransactionStatus status) {
        ObjectNode transaction = books.open(Kind.TRANSACTION, status, payment(in, books.find(Kind.CARD, cardId)));
        books.move(Kind.TRANSACTION, transaction, status);
        return transaction;
    }

    void capturing(ObjectNode authorisation) {
        if (status(authorisation) == AuthorisationStatus.PENDING) {
            books.move(Kind.AUTHORISATION, authorisation, AuthorisationStatus.CAPTURING);
            ObjectNode fields = OffblocksBooks.view(authorisation);
            fields.put("authorisationId", id(authorisation)).remove("id");
            ObjectNode transaction = books.open(Kind.TRANSACTION, TransactionStatus.PROCESSING, fields);
            books.move(Kind.TRANSACTION, transaction, TransactionStatus.PROCESSING);
        }
    }

    void captured(ObjectNode authorisation) {
        capturing(authorisation);
        if (status(authorisation) == AuthorisationStatus.CAPTURING) {
            books.move(Kind.AUTHORISATION, authorisation, AuthorisationStatus.CAPTURED);
            transactionOf(authorisation).ifPresent(t -> books.move(Kind.TRANSACTION, t, TransactionStatus.PROCESSED));
        }
    }

    void release(ObjectNode authorisation) {
        if (status(authorisation) != AuthorisationStatus.PENDING) {
            throw OffblocksBooks.conflict("the authorisation is " + Words.word(status(authorisation)));
        }
        books.move(Kind.AUTHORISATION, authorisation, AuthorisationStatus.RELEASING);
        books.later("capture-delay-ms", 1, 1, Alarm.RELEASED, authorisation);
    }

    void released(ObjectNode authorisation) {
        if (status(authorisation) == AuthorisationStatus.RELEASING) {
            books.move(Kind.AUTHORISATION, authorisation, AuthorisationStatus.RELEASED);
        }
    }

    void reverse(ObjectNode transaction) {
        if (state(transaction) != TransactionStatus.PROCESSED) {
            throw OffblocksBooks.conflict("the transaction is " + Words.word(state(transaction)));
        }
        books.move(Kind.TRANSACTION, transaction, TransactionStatus.REVERSING);
        books.later("capture-delay-ms", 1, 1, Alarm.REVERSED, transaction);
    }

    void reversed(ObjectNode transaction) {
        if (state(transaction) == TransactionStatus.REVERSING) {
            books.move(Kind.TRANSACTION, transaction, TransactionStatus.REVERSED);
        }
    }

    private Optional<ObjectNode> transactionOf(ObjectNode authorisation) {
        return books.table(Kind.TRANSACTION).all().stream()
                .filter(t -> t.path("authorisationId").asText().equals(id(authorisation)))
                .findFirst();
    }

    private ObjectNode payment(Fields in, ObjectNode card) {
        ObjectNode account = books.find(Kind.ACCOUNT, card.path("accountId").asText());
        String home = account.path("currencies").path(0).asText();
        String amount = amount(in);
        String currency = in.text("currency", CURRENCY).orElse(home);
        ObjectNode payment = Json.object()
                .put("accountId", account.path("id").asText())
                .put("cardId", id(card))
                .put("amount", amount)
                .put("currency", home)
                .put("merchantAmount", amount)
                .put("merchantCurrency", currency)
                .put("exchangeRate", "1");
        payment.putObject("merchant")
                .put("id", "m-1000")
                .put("name", in.text("merchant").orElse("Simulated merchant"))
                .put("mcc", MCC)
                .put("country", "SG")
                .put("city", "Singapore");
        return payment;
    }

    private static String amount(Fields in) {
        JsonNode amount = in.node().path("amount");
        String text = amount.isNumber() ? amount.decimalValue().toPlainString() : amount.asText();
        if (!AMOUNT.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw in.wrong("amount", "must be a decimal above 0");
        }
        return text;
    }

    private static AuthorisationStatus status(ObjectNode authorisation) {
        return Words.status(authorisation, AuthorisationStatus.class);
    }

    private static TransactionStatus state(ObjectNode transaction) {
        return Words.status(transaction, TransactionStatus.class);
    }

    private static String id(ObjectNode entity) {
        return entity.path("id").asText();
    }
}
