package io.cardport.http;

import java.time.Instant;
import java.util.Optional;

/**
 * How a circuit stands.
 *
 * @param state whether calls are let through; HALF_OPEN also when the pause is over and nothing was tried yet
 * @param since when it last closed, opened or was first tried; when it was made
 * @param lastFailure how the last call ended that failed: an HTTP status or a word, see {@link JournalEntry.Ending}
 */
public record CircuitStanding(CircuitState state, Instant since, Optional<String> lastFailure) {
    /**
     * A circuit that nothing has passed.
     *
     * @param now since when
     * @return a closed one
     */
    public static CircuitStanding untouched(Instant now) {
        return new CircuitStanding(CircuitState.CLOSED, now, Optional.empty());
    }
}
