package io.cardport.app.health;

import io.cardport.http.CircuitStanding;
import io.cardport.http.CircuitState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a circuit stands, for people.
 *
 * @param state whether calls are let through
 * @param since since when
 * @param lastFailure how the last call ended that failed, null where none did
 */
public record CircuitView(CircuitState state, Instant since, Optional<String> lastFailure) {
    /**
     * Shows an account's circuits.
     *
     * @param standings by name of the call
     * @return the same, by name
     */
    public static Map<String, CircuitView> all(Map<String, CircuitStanding> standings) {
        Map<String, CircuitView> views = new TreeMap<>();
        standings.forEach((call, standing) ->
                views.put(call, new CircuitView(standing.state(), standing.since(), standing.lastFailure())));
        return views;
    }
}
