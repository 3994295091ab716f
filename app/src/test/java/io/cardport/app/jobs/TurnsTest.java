package io.cardport.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.usecase.TakeDueWork.Asking;
import io.cardport.domain.usecase.TakeDueWork.Due;
import io.cardport.http.RateBudget;
import io.cardport.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final SettableClock clock = SettableClock.at("2026-11-20T12:00:00Z");
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger worked = new AtomicInteger();
    private final Turns turns = new Turns(new Limits(), clock);

    /** Sixty calls a minute, of which looks may take thirty; the test says how many are left. */
    private final class Limits implements CallLimits {
        @Override
        public Optional<Integer> perMinute(String account) {
            return account.equals("free") ? Optional.empty() : Optional.of(60);
        }

        @Override
        public RateBudget looks(String account) {
            return account.equals("free")
                    ? RateBudget.unlimited()
                    : wait -> left.getAndDecrement() > 0 ? RateBudget.Grant.GRANTED : RateBudget.Grant.SPENT;
        }
    }

    private Optional<Duration> take(String account, Asking asking) {
        return turns.take(new Due<>("one", account, asking, Instant.EPOCH), worked::incrementAndGet);
    }

    @Test
    void looksWithoutRoomComeBackAsFarApartAsTheBudgetAllows() {
        left.set(1);
        assertThat(take("tight", Asking.LOOK)).isEmpty();
        List<Duration> waits = new ArrayList<>();
        for (int number = 0; number < 90; number++) {
            waits.add(take("tight", Asking.LOOK).orElseThrow());
        }
        assertThat(worked).hasValue(1);
        assertThat(waits).startsWith(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(waits.getLast()).isEqualTo(Duration.ofSeconds(180));

        clock.advance(Duration.ofHours(1));
        assertThat(take("tight", Asking.LOOK)).contains(Duration.ofSeconds(2));
    }

    @Test
    void aCallOfALongReadingTakesFromTheSameBudgetAsALook() {
        left.set(1);
        assertThat(turns.look("tight")).isEmpty();
        assertThat(turns.look("tight")).contains(Duration.ofSeconds(2));
        assertThat(take("tight", Asking.LOOK)).contains(Duration.ofSeconds(4));
        assertThat(turns.look("free")).isEmpty();
    }

    @Test
    void commandsAndOtherAccountsDoNotWaitForThat() {
        assertThat(take("tight", Asking.LOOK)).isPresent();
        assertThat(take("tight", Asking.COMMAND)).isEmpty();
        assertThat(take("free", Asking.LOOK)).isEmpty();
        assertThat(worked).hasValue(2);
    }
}
