package io.cardport.app.jobs;

import io.cardport.domain.usecase.TakeDueWork.Due;
import io.cardport.http.RateBudget;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whose turn it is to call an issuer in the background: so many at once for one account, so that a slow issuer holds up
 * nobody else, and looks take at most half of the calls that the issuer allows over all nodes (soundness 18). Nobody waits
 * for a turn longer than a moment: what has none then is told when to come back. Looks that the budget has no room for come back one after another in
 * the order in which they were due, as far apart as the budget allows, so that with many waiting each is looked at every
 * waiting &divide; budget.
 */
@Singleton
final class Turns {
    private static final int AT_ONCE = 12;
    private static final Duration NO_PLACE = Duration.ofSeconds(2);

    /** Most issuers answer sooner; putting something back and taking it again costs the database more than waiting does. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final CallLimits limits;
    private final InstantSource clock;
    private final Duration moment;
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
    private final Map<String, RateBudget> looks = new ConcurrentHashMap<>();
    private final Map<String, Instant> nextSlots = new ConcurrentHashMap<>();

    @Inject
    Turns(CallLimits limits, InstantSource clock) {
        this(limits, clock, MOMENT);
    }

    Turns(CallLimits limits, InstantSource clock, Duration moment) {
        this.limits = limits;
        this.clock = clock;
        this.moment = moment;
    }

    /**
     * Works on something if it is its turn.
     *
     * @return how long it is to wait else
     */
    <I> Optional<Duration> take(Due<I> due, Runnable work) {
        Semaphore place = places.computeIfAbsent(due.account(), account -> new Semaphore(AT_ONCE));
        if (!acquired(place)) {
            return Optional.of(NO_PLACE);
        }
        try {
            Optional<Duration> wait = wait(due);
            if (wait.isEmpty()) {
                work.run();
            }
            return wait;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(NO_PLACE);
        } finally {
            place.release();
        }
    }

    private boolean acquired(Semaphore place) {
        try {
            return place.tryAcquire(moment.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Duration> wait(Due<?> due) throws InterruptedException {
        return switch (due.asking()) {
            case COMMAND -> Optional.empty();
            case LOOK -> taken(due.account());
        };
    }

    /**
     * Takes one call of what looks may take of an account's budget.
     *
     * @param account our name for it
     * @return how long the call has to wait, empty where it may be made now
     */
    Optional<Duration> look(String account) {
        try {
            return taken(account);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(NO_PLACE);
        }
    }

    private Optional<Duration> taken(String account) throws InterruptedException {
        return switch (looks.computeIfAbsent(account, limits::looks).take(Duration.ZERO)) {
            case GRANTED -> Optional.empty();
            case SPENT -> Optional.of(slot(account));
        };
    }

    private Duration slot(String account) {
        Duration apart = Duration.ofMinutes(1)
                .dividedBy(limits.perMinute(account).map(CallLimits::half).orElse(1));
        Instant now = clock.instant();
        Instant slot = nextSlots.merge(
                account, now.plus(apart), (last, first) -> last.isBefore(now) ? first : last.plus(apart));
        return Duration.between(now, slot);
    }
}
