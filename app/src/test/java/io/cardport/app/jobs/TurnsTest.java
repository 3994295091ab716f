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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    void whatFindsNoPlaceWaitsAMomentOnly() throws Exception {
        assertThat(thirteenth(Duration.ofMillis(5), new CountDownLatch(1))).contains(Duration.ofSeconds(2));
        assertThat(worked).hasValue(0);

        CountDownLatch over = new CountDownLatch(1);
        over.countDown();
        assertThat(thirteenth(Duration.ofMinutes(1), over)).isEmpty();
        assertThat(worked).hasValue(1);
    }

    /** What comes of one more while an issuer is asked by as many as may ask it; they end with the latch. */
    private Optional<Duration> thirteenth(Duration moment, CountDownLatch over) throws Exception {
        Turns crowded = new Turns(new Limits(), clock, moment);
        CountDownLatch working = new CountDownLatch(12);
        CountDownLatch asked = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 12; number++) {
                threads.submit(() -> crowded.take(new Due<>("slow", "free", Asking.LOOK, Instant.EPOCH), () -> {
                    working.countDown();
                    awaited(asked);
                    awaited(over);
                }));
            }
            working.await();
            Future<Optional<Duration>> more = threads.submit(() -> {
                asked.countDown();
                return crowded.take(new Due<>("more", "free", Asking.LOOK, Instant.EPOCH), worked::incrementAndGet);
            });
            Optional<Duration> wait = more.get();
            over.countDown();
            return wait;
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void commandsAndOtherAccountsDoNotWaitForThat() {
        assertThat(take("tight", Asking.LOOK)).isPresent();
        assertThat(take("tight", Asking.COMMAND)).isEmpty();
        assertThat(take("free", Asking.LOOK)).isEmpty();
        assertThat(worked).hasValue(2);
    }
}
