package io.cardport.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.delivery.RetrySchedule.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
    private static final Instant SINCE = Instant.parse("2026-11-20T12:00:00Z");
    private static final Optional<Duration> UNSAID = Optional.empty();
    private static final double MIDDLE = 0.5;

    private final RetrySchedule schedule = new RetrySchedule(Duration.ofDays(7));

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT30S",
        "3, PT2M",
        "4, PT10M",
        "5, PT30M",
        "6, PT1H",
        "7, PT2H",
        "8, PT4H",
        "9, PT4H",
        "99, PT4H"
    })
    void waitsLongerEachTime(int failures, Duration wait) {
        assertThat(schedule.after(failures, SINCE, SINCE, UNSAID, MIDDLE)).isEqualTo(new Next.Again(SINCE.plus(wait)));
    }

    @Test
    void spreadsAFifthToEitherSide() {
        assertThat(schedule.after(2, SINCE, SINCE, UNSAID, 0.0)).isEqualTo(new Next.Again(SINCE.plusSeconds(24)));
        assertThat(schedule.after(2, SINCE, SINCE, UNSAID, 1.0)).isEqualTo(new Next.Again(SINCE.plusSeconds(36)));
    }

    @Test
    void honoursWhatTheReceiverAsksForAsFarAsTimeIsLeft() {
        Instant now = SINCE.plus(Duration.ofDays(6));
        Instant end = SINCE.plus(Duration.ofDays(7));

        assertThat(schedule.after(1, SINCE, now, Optional.of(Duration.ofMinutes(9)), MIDDLE))
                .isEqualTo(new Next.Again(now.plus(Duration.ofMinutes(9))));
        assertThat(schedule.after(3, SINCE, now, Optional.of(Duration.ofSeconds(1)), MIDDLE))
                .isEqualTo(new Next.Again(now.plus(Duration.ofMinutes(2))));
        assertThat(schedule.after(1, SINCE, now, Optional.of(Duration.ofDays(3)), MIDDLE))
                .isEqualTo(new Next.Again(end));
        assertThat(schedule.after(1, SINCE, now, Optional.of(Duration.ofSeconds(Long.MAX_VALUE)), MIDDLE))
                .isEqualTo(new Next.Again(end));
    }

    @Test
    void triesOnceMoreAtTheEndAndThenGivesUp() {
        Instant end = SINCE.plus(Duration.ofDays(7));

        assertThat(schedule.after(40, SINCE, end.minusSeconds(60), UNSAID, MIDDLE))
                .isEqualTo(new Next.Again(end));
        assertThat(schedule.after(41, SINCE, end, UNSAID, MIDDLE)).isEqualTo(new Next.Over());
    }

    @Test
    void leavesAnEndpointAloneThatFailsAsAWholeOrAsksForIt() {
        assertThat(schedule.rest(1, UNSAID, MIDDLE)).isZero();
        assertThat(schedule.rest(2, UNSAID, MIDDLE)).isEqualTo(Duration.ofSeconds(5));
        assertThat(schedule.rest(3, UNSAID, MIDDLE)).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.rest(1_000, UNSAID, MIDDLE)).isEqualTo(Duration.ofMinutes(1));
        assertThat(schedule.rest(1, Optional.of(Duration.ofSeconds(90)), MIDDLE))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(schedule.rest(1, Optional.of(Duration.ofDays(90)), MIDDLE)).isEqualTo(Duration.ofHours(1));
        assertThat(RetrySchedule.atOnce(1)).isEqualTo(16);
        assertThat(RetrySchedule.atOnce(2)).isEqualTo(1);
    }
}
