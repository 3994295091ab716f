package io.cardport.domain.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/** What became of reading an amount from outside text. */
public sealed interface MoneyReading {
    /** Digits before the point are bounded so that no text, however long, costs more than a glance. */
    Pattern PLAIN = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,10})?");

    /**
     * The text was an amount.
     *
     * @param money the amount
     */
    record Read(Money money) implements MoneyReading {}

    /**
     * The text was no amount.
     *
     * @param fault the rule that it broke
     */
    record Rejected(Fault fault) implements MoneyReading {}

    /** Why text is no amount. */
    enum Fault {
        /** Not a plain decimal. */
        NOT_A_DECIMAL,
        /** Not an ISO 4217 code of a currency with minor units. */
        UNKNOWN_CURRENCY,
        /** More digits after the point than the currency has. */
        TOO_MANY_DIGITS,
        /** Does not fit into 18 digits of minor units. */
        TOO_LARGE
    }

    /**
     * Reads a plain decimal and an ISO 4217 code.
     *
     * @param text the amount in major units
     * @param currencyCode three capital letters
     * @return the amount, or the first rule it breaks
     */
    static MoneyReading parse(String text, String currencyCode) {
        var currency = Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currencyCode))
                .findFirst();
        if (currency.isEmpty() || currency.get().getDefaultFractionDigits() < 0) {
            return new Rejected(Fault.UNKNOWN_CURRENCY);
        }
        if (!PLAIN.matcher(text).matches()) {
            return new Rejected(Fault.NOT_A_DECIMAL);
        }
        return Money.of(new BigDecimal(text), currency.get());
    }
}
