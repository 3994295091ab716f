package io.cardport.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One circuit, kept by resilience4j. A call that began before the circuit changed says nothing of it any more: else an
 * answer that comes late would close it, or a deadline that ends late would open it, in place of the call sent to try.
 */
final class Circuit {
    private final InstantSource clock;
    private final CircuitBreaker breaker;
    private final Consumer<CircuitState> changed;
    private volatile Phase phase;
    private volatile long pauseMillis;
    private volatile Optional<String> lastFailure = Optional.empty();

    /** From one change to the next. */
    private record Phase(long number, Instant since) {}

    Circuit(String name, InstantSource clock, CircuitRules rules, Consumer<CircuitState> changed) {
        this.clock = clock;
        this.changed = changed;
        this.phase = new Phase(0, clock.instant());
        IntervalFunction pauses = IntervalFunction.ofExponentialBackoff(rules.firstPause(), 2, rules.longestPause());
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .slidingWindow(rules.window(), rules.leastCalls(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(rules.failuresPercent())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(attempt -> {
                            pauseMillis = pauses.apply(attempt);
                            return pauseMillis;
                        })
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> became(event.getStateTransition().getToState()));
        changed.accept(CircuitState.CLOSED);
    }

    private void became(CircuitBreaker.State state) {
        phase = new Phase(phase.number() + 1, clock.instant());
        changed.accept(word(state));
    }

    private static CircuitState word(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> CircuitState.OPEN;
            case HALF_OPEN -> CircuitState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
        };
    }

    /**
     * Leave for one call, empty where there is none. One thread at a time: else the only leave to try could go to a second
     * thread before the first has counted that the phase of trying began, and its answer would be taken for an old one.
     */
    synchronized Optional<Leave> ask() {
        return breaker.tryAcquirePermission() ? Optional.of(new Leave(phase.number())) : Optional.empty();
    }

    CircuitStanding standing() {
        Phase now = phase;
        CircuitState state = word(breaker.getState());
        boolean rested = !clock.instant().isBefore(now.since().plusMillis(pauseMillis));
        return new CircuitStanding(
                state == CircuitState.OPEN && rested ? CircuitState.HALF_OPEN : state, now.since(), lastFailure);
    }

    /** Leave for one call; exactly one method is called. */
    final class Leave {
        private final long number;

        private Leave(long number) {
            this.number = number;
        }

        void worked() {
            if (current()) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            }
        }

        void failed(String word) {
            lastFailure = Optional.of(word);
            if (current()) {
                breaker.onError(0, TimeUnit.NANOSECONDS, new CallFailed(word));
            }
        }

        void unused() {
            if (current()) {
                breaker.releasePermission();
            }
        }

        private boolean current() {
            return phase.number() == number;
        }
    }

    /** What the library counts; it is never thrown. */
    private static final class CallFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private CallFailed(String word) {
            super(word, null, false, false);
        }
    }
}
