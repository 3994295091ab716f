package io.cardport.app.rest.input;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a text must be.
 *
 * @param sentence the rule in words, following the field's name
 * @param holds whether a text keeps it
 */
public record Rule(String sentence, Predicate<String> holds) {
    /** ISO 3166-1 alpha-2. */
    public static final Rule COUNTRY =
            new Rule("must be an ISO 3166-1 alpha-2 code in capitals", Set.of(Locale.getISOCountries())::contains);
    /** An e-mail address as RFC 5321 bounds it and issuers take it. */
    public static final Rule EMAIL = pattern(
            "must be an e-mail address of at most 254 characters",
            "(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
                    + "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                    + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");
    /** A national number. */
    public static final Rule MOBILE = pattern("must be 4 to 15 digits, without the calling code", "[0-9]{4,15}");
    /** A calling code. */
    public static final Rule AREA_CODE =
            pattern("must be the calling code's 1 to 4 digits, without a plus", "[1-9][0-9]{0,3}");
    /** Merchant category code, ISO 18245. */
    public static final Rule MCC = pattern("must be a merchant category code of four digits", "[0-9]{4}");
    /** Last digits of a card number. */
    public static final Rule LAST4 = pattern("must be four digits", "[0-9]{4}");
    /** ISO 4217. */
    public static final Rule CURRENCY = pattern("must be an ISO 4217 code in capitals", "[A-Z]{3}");
    /** Card number, ISO/IEC 7812. */
    public static final Rule CARD_NUMBER = pattern("must be a card number of 12 to 19 digits", "[0-9]{12,19}");
    /** PIN, ISO 9564-1. */
    public static final Rule PIN = pattern("must be 4 to 12 digits", "[0-9]{4,12}");
    /** A calendar date. */
    public static final Rule DATE = new Rule("must be a date as 1990-12-31", Rule::isDate);

    private static final DateTimeFormatter DATE_FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int EARLIEST_YEAR = 1850;

    /**
     * A text of a bounded length, not blank, without control characters.
     *
     * @param max characters at most
     * @return the rule
     */
    public static Rule text(int max) {
        return new Rule(
                "must be 1 to " + max + " characters, not blank, without control characters",
                text -> !text.isBlank()
                        && text.codePointCount(0, text.length()) <= max
                        && text.codePoints().noneMatch(Rule::unwanted));
    }

    /**
     * A text of a bounded length, not blank, that may have several lines.
     *
     * @param max characters at most
     * @return the rule
     */
    public static Rule lines(int max) {
        return new Rule(
                "must be 1 to " + max + " characters, not blank, without control characters but tabs and line breaks",
                text -> !text.isBlank()
                        && text.codePointCount(0, text.length()) <= max
                        && text.codePoints()
                                .filter(character -> "\t\n\r".indexOf(character) < 0)
                                .noneMatch(Rule::unwanted));
    }

    private static boolean unwanted(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    /** Whether a text holds half a surrogate pair, which has no form in UTF-8. */
    static boolean isHalf(String text) {
        return text.codePoints().anyMatch(character -> Character.getType(character) == Character.SURROGATE);
    }

    private static Rule pattern(String sentence, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return new Rule(sentence, text -> compiled.matcher(text).matches());
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text, DATE_FORM).getYear() >= EARLIEST_YEAR;
        } catch (DateTimeException malformed) {
            return false;
        }
    }
}
