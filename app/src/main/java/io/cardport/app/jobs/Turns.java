package io.cardport.app.jobs;

import io.cardport.domain.usecase.TakeDueWork.Due;
import io.cardport.http.RateBudget;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whose turn it is to call an issuer in the background: so many at once for one account, so that a slow issuer holds up
 * nobody else, and looks take at most half of the calls that the issuer allows (soundness 18).
 */
@Singleton
final class Turns {
    private static final int AT_ONCE = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CallLimits limits;
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
    private final Map<String, RateBudget> looks = new ConcurrentHashMap<>();

    Turns(CallLimits limits) {
        this.limits = limits;
    }

    /** Works on something when its turn comes; else leaves it to the end of its lease. */
    <I> void take(Due<I> due, Runnable work) {
        Semaphore place = places.computeIfAbsent(due.account(), account -> new Semaphore(AT_ONCE));
        try {
            if (!place.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            try {
                if (allowed(due)) {
                    work.run();
                }
            } finally {
                place.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean allowed(Due<?> due) throws InterruptedException {
        return switch (due.asking()) {
            case COMMAND -> true;
            case LOOK ->
                switch (looks.computeIfAbsent(due.account(), this::half).take(PATIENCE)) {
                    case GRANTED -> true;
                    case SPENT -> false;
                };
        };
    }

    private RateBudget half(String account) {
        return limits.perMinute(account)
                .map(limit -> RateBudget.perMinute(Math.max(1, limit / 2)))
                .orElseGet(RateBudget::unlimited);
    }
}
