package io.cardport.netpay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.http.JsonView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** NetPay's bodies as records. Readers are total: what lacks an indispensable part is empty. */
final class NetpayWire {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{12,19}");
    private static final Pattern CVV = Pattern.compile("[0-9]{3,4}");
    private static final Pattern EXPIRY = Pattern.compile("(?:0[1-9]|1[0-2])/[0-9]{2}");
    private static final int LONGEST_WORD = 64;

    private NetpayWire() {}

    /** POST /cards. */
    record IssueBody(
            String holderId,
            String cardType,
            @JsonProperty("card_product_id") String cardProductId,
            String currency,
            BigDecimal loadAmount) {}

    /** POST /cards/:cardId/load and unload. */
    record AmountBody(BigDecimal amount) {}

    /** 201 of POST /cardholders. */
    record HolderCreated(ProviderRef holder, Optional<String> userId, String status) {
        static Optional<HolderCreated> of(JsonView body) {
            return reference(body, "holderId")
                    .map(holder -> new HolderCreated(holder, body.word("userId"), word(body, "holderStatus")));
        }
    }

    /** 200 of GET /cardholders/:holderId/status. */
    record HolderStatus(String status) {
        static Optional<HolderStatus> of(JsonView body) {
            return body.text("status").map(status -> new HolderStatus(word(body, "status")));
        }
    }

    /** 201 of POST /cards. */
    record CardCreated(ProviderRef uqpayCardId, Optional<String> cardId, String status) {
        static Optional<CardCreated> of(JsonView body) {
            return reference(body, "uqpayCardId")
                    .map(card -> new CardCreated(card, body.word("cardId"), word(body, "status")));
        }
    }

    /** 200 of GET /cards/:cardId/reveal; anything but a whole card is none. */
    record CardDetails(Secret number, Secret cvv, String expiry) {
        static Optional<CardDetails> of(JsonView body) {
            JsonView details = body.at("cardDetails");
            Optional<String> number = details.text("card_number")
                    .filter(text -> NUMBER.matcher(text).matches());
            Optional<String> cvv =
                    details.text("cvv").filter(text -> CVV.matcher(text).matches());
            Optional<String> expiry = details.text("expiry_date")
                    .filter(text -> EXPIRY.matcher(text).matches());
            return number.isEmpty() || cvv.isEmpty() || expiry.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new CardDetails(Secret.of(number.get()), Secret.of(cvv.get()), expiry.get()));
        }
    }

    /** 200 of GET /cards/:cardId/balance. */
    record Balance(BigDecimal balance, String status, Optional<String> currency) {
        static Optional<Balance> of(JsonView body) {
            return body.decimal("balance")
                    .map(balance -> new Balance(
                            balance,
                            word(body, "status"),
                            body.text("currency").or(() -> body.at("raw").text("currency"))));
        }
    }

    /** An entry of GET /cards/:cardId/transactions; its names are those of sheet 0.3's backend where it has any. */
    record Transaction(
            ProviderRef reference,
            String type,
            String status,
            BigDecimal amount,
            Optional<String> currency,
            Instant at) {
        static Optional<Transaction> of(JsonView item) {
            Optional<ProviderRef> id = NetpayWire.reference(item, "id").or(() -> NetpayWire.reference(item, "_id"));
            Optional<BigDecimal> amount = item.decimal("amount");
            Optional<Instant> at = instant(item.text("createdAt"));
            return id.isEmpty() || amount.isEmpty() || at.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Transaction(
                            id.get(),
                            word(item, "type"),
                            word(item, "status"),
                            amount.get(),
                            item.text("currency"),
                            at.get()));
        }
    }

    /** 200 of a change or movement: nothing in it is needed. */
    record Confirmed() {
        static Optional<Confirmed> of(JsonView body) {
            return body.truth("success").filter(success -> success).map(success -> new Confirmed());
        }
    }

    /** A failure's body, which may be missing or anything. */
    record Failure(String code, String message) {
        static final Failure UNREADABLE = new Failure("", "");

        static Failure of(JsonView body) {
            return new Failure(word(body, "code"), body.text("message").orElse(""));
        }
    }

    private static Optional<ProviderRef> reference(JsonView body, String field) {
        return body.word(field)
                .filter(text -> !text.isBlank() && text.length() <= 255)
                .filter(text -> !text.equals(".") && !text.equals(".."))
                .map(ProviderRef::new);
    }

    private static Optional<Instant> instant(Optional<String> text) {
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }

    private static String word(JsonView body, String field) {
        String word = body.word(field).orElse("");
        return word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word;
    }
}
