package io.cardport.domain.money;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact amount in one currency, counted in the currency's minor units (ISO 4217 exponent: USD 2, JPY 0, KWD 3).
 *
 * @param minor the amount in minor units; may be zero or negative, a caller that needs more says so
 * @param currency an ISO 4217 currency that has an exponent
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {
    /**
     * Refuses currencies without an exponent, such as XXX or gold.
     *
     * @throws IllegalArgumentException when the currency has no minor unit
     */
    public Money {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("a currency without minor units");
        }
    }

    /**
     * Makes an amount from a decimal number without rounding.
     *
     * @param decimal the amount in major units
     * @param currency its currency
     * @return the amount, or why there is none
     */
    public static MoneyReading of(BigDecimal decimal, Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        if (digits < 0) {
            return new MoneyReading.Rejected(MoneyReading.Fault.UNKNOWN_CURRENCY);
        }
        // Guards the powers of ten below against an exponent such as 1e2147483647; the difference leaves the range of
        // int.
        if ((long) decimal.precision() - decimal.scale() > 18 - digits) {
            return new MoneyReading.Rejected(MoneyReading.Fault.TOO_LARGE);
        }
        BigDecimal plain = decimal.stripTrailingZeros();
        if (plain.scale() > digits) {
            return new MoneyReading.Rejected(MoneyReading.Fault.TOO_MANY_DIGITS);
        }
        return new MoneyReading.Read(new Money(plain.movePointRight(digits).longValueExact(), currency));
    }

    /**
     * Reads a plain decimal such as {@code 20.00}: an optional minus sign, digits, optionally a point and digits.
     *
     * @param text the amount in major units
     * @param currencyCode an ISO 4217 code in capitals
     * @return the amount, or why there is none
     */
    public static MoneyReading parse(String text, String currencyCode) {
        return MoneyReading.parse(text, currencyCode);
    }

    /**
     * Nothing, in a currency.
     *
     * @param currency the currency
     * @return zero
     */
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * The amount in major units with exactly the currency's digits, such as {@code 20.00} for USD.
     *
     * @return the exact decimal
     */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    /**
     * The decimal as text with exactly the currency's digits.
     *
     * @return plain text, no exponent
     */
    public String amount() {
        return decimal().toPlainString();
    }

    /**
     * Adds an amount of the same currency.
     *
     * @param other what to add
     * @return the sum
     * @throws IllegalArgumentException when the currencies differ
     * @throws ArithmeticException on overflow
     */
    public Money plus(Money other) {
        requireSame(other);
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    /**
     * Subtracts an amount of the same currency.
     *
     * @param other what to take away
     * @return the difference
     * @throws IllegalArgumentException when the currencies differ
     * @throws ArithmeticException on overflow
     */
    public Money minus(Money other) {
        requireSame(other);
        return new Money(Math.subtractExact(minor, other.minor), currency);
    }

    @Override
    public int compareTo(Money other) {
        requireSame(other);
        return Long.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return amount() + " " + currency.getCurrencyCode();
    }

    private void requireSame(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("amounts of different currencies");
        }
    }
}
