package io.cardport.httpsignature;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.funding.Merchant;
import io.cardport.domain.holder.Address;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.money.MoneyReading;
import io.cardport.http.JsonView;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies as records (sheet 3.3). Readers are total: what lacks an indispensable part is empty. */
final class HttpSignatureWire {
    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_CHALLENGE = 4_096;
    private static final Pattern MASKED = Pattern.compile("[0-9]{6}[*xX.•]+([0-9]{4})");
    private static final Pattern EXPIRY = Pattern.compile("(0[1-9]|1[0-2])/(?:20)?([0-9]{2})");

    private HttpSignatureWire() {}

    /** A customer; also the flat content of {@code customer.updated}. */
    record Customer(
            ProviderRef id,
            String status,
            Optional<String> externalId,
            Optional<String> challenge,
            Optional<Instant> at) {
        static Optional<Customer> of(JsonView body) {
            return reference(body, "id")
                    .flatMap(id -> word(body, "status")
                            .map(status -> new Customer(
                                    id,
                                    status,
                                    word(body, "externalId"),
                                    HttpSignatureWire.challenge(body),
                                    time(body, "updatedAt"))));
        }
    }

    /** A card account; also the flat content of {@code account.updated}. */
    record Account(
            ProviderRef id, ProviderRef customer, String status, List<String> currencies, Optional<String> challenge) {
        static Optional<Account> of(JsonView body) {
            return reference(body, "id")
                    .flatMap(id -> reference(body, "customerId")
                            .flatMap(customer -> word(body, "status")
                                    .map(status -> new Account(
                                            id,
                                            customer,
                                            status,
                                            currencies(body),
                                            HttpSignatureWire.challenge(body)))));
        }

        private static List<String> currencies(JsonView body) {
            List<String> several = body.at("currencies").items().stream()
                    .flatMap(item -> item.text().stream())
                    .toList();
            return several.isEmpty() ? body.text("currency").stream().toList() : several;
        }
    }

    /** A card; also the flat content of {@code card.updated}. */
    record Card(
            ProviderRef id,
            Optional<ProviderRef> account,
            String type,
            String status,
            CardFacts facts,
            Optional<Instant> at) {
        static Optional<Card> of(JsonView body) {
            return reference(body, "id")
                    .flatMap(id -> word(body, "status")
                            .map(status -> new Card(
                                    id,
                                    reference(body, "accountId"),
                                    word(body, "type").orElse(""),
                                    status,
                                    HttpSignatureWire.facts(body),
                                    time(body, "updatedAt"))));
        }
    }

    /** An authorisation or a transaction, whose form is not published and taken for the same. */
    record Movement(
            ProviderRef id,
            Optional<ProviderRef> card,
            String status,
            Money amount,
            Optional<Money> atMerchant,
            Optional<Merchant> merchant,
            Instant at) {
        static Optional<Movement> of(JsonView body) {
            Optional<ProviderRef> id = reference(body, "authorisationId").or(() -> reference(body, "id"));
            Optional<Instant> at = time(body, "createdAt").or(() -> time(body, "updatedAt"));
            return id.flatMap(known -> word(body, "status")
                    .flatMap(status -> money(body, "amount", "currency")
                            .flatMap(amount -> at.map(time -> new Movement(
                                    known,
                                    reference(body, "cardId"),
                                    status,
                                    amount,
                                    money(body, "merchantAmount", "merchantCurrency"),
                                    HttpSignatureWire.merchant(body.at("merchant")),
                                    time)))));
        }
    }

    /** What every refusal may carry; its form is not published (sheet 3.5). */
    record Failure(String code, String message) {
        static final Failure UNREADABLE = new Failure("", "");

        static Failure of(JsonView body) {
            JsonView inner = body.at("error").fields().isEmpty() ? body : body.at("error");
            String code = inner.word("code").or(() -> inner.word("type")).orElse("");
            String message = inner.word("message")
                    .or(() -> inner.word("detail"))
                    .or(() -> inner.word("title"))
                    .orElse("");
            return new Failure(code, message);
        }
    }

    /** Elements of a bare array, or of {@code data} (sheet 3.5). */
    static Optional<List<JsonView>> items(JsonView body) {
        JsonView list = body.fields().isEmpty() ? body : body.at("data");
        return list.node().filter(node -> node.isArray()).map(array -> list.items());
    }

    static Map<String, Object> address(Address address) {
        var body = new LinkedHashMap<String, Object>();
        body.put("firstLine", address.line1());
        address.line2().ifPresent(text -> body.put("secondLine", text));
        body.put("city", address.city());
        address.state().ifPresent(text -> body.put("state", text));
        body.put("country", address.country());
        address.postalCode().ifPresent(text -> body.put("postCode", text));
        return body;
    }

    static Optional<String> word(JsonView body, String field) {
        return body.word(field).map(String::strip).filter(text -> !text.isEmpty() && text.length() <= LONGEST_WORD);
    }

    static Optional<ProviderRef> reference(JsonView body, String field) {
        return word(body, field).map(ProviderRef::new);
    }

    static Optional<Instant> time(JsonView body, String field) {
        return body.text(field).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException notOne) {
                return Optional.empty();
            }
        });
    }

    static Optional<Money> money(JsonView body, String amount, String currency) {
        return body.decimal(amount)
                .flatMap(value -> body.text(currency)
                        .flatMap(code -> switch (MoneyReading.parse(value.toPlainString(), code)) {
                            case MoneyReading.Read(Money money) -> Optional.of(money);
                            case MoneyReading.Rejected rejected -> Optional.empty();
                        }));
    }

    private static Optional<String> challenge(JsonView body) {
        return body.text("challenge").filter(text -> !text.isBlank() && text.length() <= LONGEST_CHALLENGE);
    }

    private static CardFacts facts(JsonView body) {
        Optional<String> last4 = body.text("maskedPan")
                .map(MASKED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
        Optional<String> expiry = body.text("expirationDate")
                .map(EXPIRY::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1) + "/" + matcher.group(2));
        return new CardFacts(last4, word(body, "network").map(text -> text.toUpperCase(Locale.ROOT)), expiry);
    }

    private static Optional<Merchant> merchant(JsonView body) {
        return body.fields().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Merchant(word(body, "name"), word(body, "mcc"), word(body, "city"), word(body, "country")));
    }
}
