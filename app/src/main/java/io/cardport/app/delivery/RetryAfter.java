package io.cardport.app.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long a receiver asks to be left alone: RFC 9110 section 10.2.3, seconds or a date in any of its three forms. */
final class RetryAfter {
    /** Nobody is left alone for longer; what a receiver asks for beyond is a mistake of its. */
    static final Duration LONGEST = Duration.ofDays(30);

    private static final int LONGEST_TEXT = 64;
    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US);
    private static final List<DateTimeFormatter> OBSOLETE =
            List.of(RFC_850, DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US));

    private RetryAfter() {}

    /** The time from now, never negative; empty for what is neither. */
    static Optional<Duration> parse(String text, Instant now) {
        String asked = text.strip();
        if (asked.isEmpty() || asked.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        if (asked.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
            return Optional.of(bounded(asked.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(asked))));
        }
        return date(asked).map(date -> bounded(Duration.between(now, date)));
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException other) {
            return OBSOLETE.stream()
                    .flatMap(form -> obsolete(text, form).stream())
                    .findFirst();
        }
    }

    private static Optional<Instant> obsolete(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
