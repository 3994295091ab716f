package io.cardport.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    /** The moment of RFC 9110's own examples. */
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "120, 120",
        "' 7 ', 7",
        "'Sun, 06 Nov 1994 08:50:37 GMT', 60",
        "'Mon, 07 Nov 1994 08:49:37 GMT', 86400",
        "'Sun Nov  6 08:49:57 1994', 20",
        "'Sun, 06 Nov 1994 08:49:00 GMT', 0",
        "999999999, 2592000",
        "99999999999999999999, 2592000",
        "'Fri, 31 Dec 9999 23:59:59 GMT', 2592000"
    })
    void reads(String text, long seconds) {
        assertThat(RetryAfter.parse(text, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void readsTheObsoleteFormOfThisCentury() {
        assertThat(RetryAfter.parse("Friday, 20-Nov-26 12:00:30 GMT", Instant.parse("2026-11-20T12:00:00Z")))
                .contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+5", "1.5", "soon", "12h", "Sun, 31 Feb 1994 25:00:00 GMT", "１２"})
    void leavesOutWhatIsNeither(String text) {
        assertThat(RetryAfter.parse(text, NOW)).isEmpty();
    }

    @Test
    void neverThrowsAndNeverLeavesItsBounds() {
        Random random = new Random(4);
        String letters = "0123456789 ,:-+SunMoNvGT\t\u0000é";
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder(round % 3 == 0 ? "Sun, 06 Nov 1994 08:49:37 GMT" : "");
            for (int edit = random.nextInt(20); edit >= 0; edit--) {
                text.insert(random.nextInt(text.length() + 1), letters.charAt(random.nextInt(letters.length())));
            }
            Optional<Duration> asked = RetryAfter.parse(text.toString(), NOW);
            asked.ifPresent(time -> assertThat(time).isBetween(Duration.ZERO, RetryAfter.LONGEST));
        }
    }
}
