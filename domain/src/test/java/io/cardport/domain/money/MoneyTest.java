package io.cardport.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.money.MoneyReading.Fault;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private static final List<Currency> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .toList();

    @Test
    void everyCurrencySurvivesTextAndBackExactly() {
        Random random = new Random(7);
        for (Currency currency : CURRENCIES) {
            for (int round = 0; round < 200; round++) {
                long minor = random.nextLong(-999_999_999_999_999L, 999_999_999_999_999L);
                Money money = new Money(minor, currency);
                assertThat(Money.parse(money.amount(), currency.getCurrencyCode()))
                        .isEqualTo(new MoneyReading.Read(money));
                assertThat(Money.of(money.decimal(), currency)).isEqualTo(new MoneyReading.Read(money));
                assertThat(Money.of(money.decimal().stripTrailingZeros(), currency))
                        .isEqualTo(new MoneyReading.Read(money));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20.00, USD, 2000",
        "20, USD, 2000",
        "0.1, USD, 10",
        "-3.50, USD, -350",
        "7, JPY, 7",
        "1.234, KWD, 1234",
        "999999999999999.99, USD, 99999999999999999"
    })
    void readsDecimals(String text, String currency, long minor) {
        assertThat(Money.parse(text, currency))
                .isEqualTo(new MoneyReading.Read(new Money(minor, Currency.getInstance(currency))));
    }

    @ParameterizedTest
    @CsvSource({
        "20.001, USD, TOO_MANY_DIGITS",
        "1.5, JPY, TOO_MANY_DIGITS",
        "1.2345, KWD, TOO_MANY_DIGITS",
        "1e2, USD, NOT_A_DECIMAL",
        "+1, USD, NOT_A_DECIMAL",
        "01, USD, NOT_A_DECIMAL",
        "1., USD, NOT_A_DECIMAL",
        ".5, USD, NOT_A_DECIMAL",
        "'', USD, NOT_A_DECIMAL",
        "'1 ', USD, NOT_A_DECIMAL",
        "٣, USD, NOT_A_DECIMAL",
        "99999999999999999.99, USD, TOO_LARGE",
        "1, XXX, UNKNOWN_CURRENCY",
        "1, XAU, UNKNOWN_CURRENCY",
        "1, usd, UNKNOWN_CURRENCY",
        "1, QQQ, UNKNOWN_CURRENCY"
    })
    void refusesWhatIsNoAmount(String text, String currency, Fault fault) {
        assertThat(Money.parse(text, currency)).isEqualTo(new MoneyReading.Rejected(fault));
    }

    @Test
    void hugeExponentsCostNothing() {
        assertThat(Money.of(new BigDecimal("1e999999999"), Currency.getInstance("USD")))
                .isEqualTo(new MoneyReading.Rejected(Fault.TOO_LARGE));
        assertThat(Money.of(new BigDecimal("1e-999999999"), Currency.getInstance("USD")))
                .isEqualTo(new MoneyReading.Rejected(Fault.TOO_MANY_DIGITS));
    }

    @Test
    void anyTextIsReadOrRejectedAndNeverThrows() {
        Random random = new Random(11);
        String alphabet = "0123456789.-+eE, \u0663x";
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(24);
            for (int at = 0; at < length; at++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (Money.parse(text.toString(), "USD") instanceof MoneyReading.Read(Money money)) {
                assertThat(money.decimal()).isEqualByComparingTo(new BigDecimal(text.toString()));
            }
        }
    }

    @Test
    void differentCurrenciesDoNotMix() {
        Money dollars = new Money(1, Currency.getInstance("USD"));
        Money yen = new Money(1, Currency.getInstance("JPY"));
        assertThatThrownBy(() -> dollars.plus(yen)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dollars.compareTo(yen)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE, Currency.getInstance("USD")).plus(dollars))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647", "10e2147483646", "1e999999999", "123e2147483645"})
    void anExponentHoweverLargeIsOnlyTooLarge(String number) {
        assertThat(Money.of(new BigDecimal(number), Currency.getInstance("USD")))
                .isEqualTo(new MoneyReading.Rejected(Fault.TOO_LARGE));
    }
}
