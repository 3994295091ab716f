package io.cardport.app.rest.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.domain.money.Money;
import io.cardport.domain.money.MoneyReading;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts of money: a decimal string, or a JSON number where it is exact. */
final class Amounts {
    private static final Pattern PLAIN = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,18})?");

    private Amounts() {}

    static Optional<Money> read(Fields fields, Optional<JsonNode> amount) {
        fields.require("amount", "currency");
        Optional<Currency> currency = currency(fields, "currency");
        Optional<BigDecimal> decimal = amount.flatMap(value -> decimal(fields, value));
        return currency.flatMap(known -> decimal.flatMap(number -> money(fields, number, known)));
    }

    /** A currency that has minor units. */
    static Optional<Currency> currency(Fields fields, String name) {
        Optional<String> code = fields.text(name, Rule.CURRENCY);
        Optional<Currency> currency = code.flatMap(text -> Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(text) && known.getDefaultFractionDigits() >= 0)
                .findFirst());
        if (code.isPresent() && currency.isEmpty()) {
            fields.wrong(name, "must be an ISO 4217 currency");
        }
        return currency;
    }

    private static Optional<BigDecimal> decimal(Fields fields, JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        if (value.isTextual() && PLAIN.matcher(value.textValue()).matches()) {
            return Optional.of(new BigDecimal(value.textValue()));
        }
        fields.wrong("amount", "must be a decimal string such as \"20.00\"");
        return Optional.empty();
    }

    private static Optional<Money> money(Fields fields, BigDecimal decimal, Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        if (decimal.scale() > digits) {
            fields.wrong("amount", "must have at most " + digits + " digits after the point");
            return Optional.empty();
        }
        if (decimal.signum() <= 0) {
            fields.wrong("amount", "must be more than zero");
            return Optional.empty();
        }
        if (Money.of(decimal, currency) instanceof MoneyReading.Read(Money money)) {
            return Optional.of(money);
        }
        fields.wrong("amount", "is too large");
        return Optional.empty();
    }
}
