package io.cardport.app.health;

import io.cardport.http.AccountCircuits;
import io.cardport.http.CircuitRules;
import io.cardport.http.CircuitStanding;
import io.cardport.http.CircuitState;
import io.cardport.http.Circuits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The circuits of every account, as this node sees the issuers. */
@Singleton
public final class IssuerCircuits {
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<String, AccountCircuits> accounts = new ConcurrentHashMap<>();
    private final Map<Place, CircuitState> states = new ConcurrentHashMap<>();
    private final List<Consumer<String>> waiting = new CopyOnWriteArrayList<>();

    IssuerCircuits(InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** One circuit. */
    private record Place(String account, String call) {}

    /**
     * The circuits of an account's adapter.
     *
     * @param account our name for it
     * @return what its exchanges pass
     */
    public Circuits of(String account) {
        return accounts.computeIfAbsent(
                account,
                name -> new AccountCircuits(
                        clock, CircuitRules.USUAL, (call, state) -> changed(new Place(name, call), state)));
    }

    private void changed(Place place, CircuitState state) {
        if (states.put(place, state) == null) {
            Gauge.builder("cardport.issuer.circuit", () -> number(place))
                    .description("Circuit of a call to an issuer: 0 closed, 1 half open, 2 open")
                    .tags("account", place.account(), "call", place.call())
                    .register(meters);
        } else if (state == CircuitState.CLOSED) {
            waiting.forEach(each -> each.accept(place.account()));
        }
    }

    private int number(Place place) {
        return switch (standings(place.account())
                .getOrDefault(place.call(), CircuitStanding.untouched(clock.instant()))
                .state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    /**
     * How an account's circuits stand.
     *
     * @param account our name for it
     * @return by name of the call; empty where nothing was called
     */
    public Map<String, CircuitStanding> standings(String account) {
        AccountCircuits circuits = accounts.get(account);
        return circuits == null ? Map.of() : circuits.standings();
    }

    /**
     * Whether a call to an account is wanted that shows whether its issuer is back.
     *
     * @param account our name for it
     * @return true while a circuit would let one through to try
     */
    public boolean wantsTry(String account) {
        return standings(account).values().stream().anyMatch(standing -> standing.state() == CircuitState.HALF_OPEN);
    }

    /**
     * Tells when a circuit closed again.
     *
     * @param listener given our name for the account; called on the thread of an exchange, so it must be quick
     */
    public void onBack(Consumer<String> listener) {
        waiting.add(listener);
    }
}
