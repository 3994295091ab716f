package io.cardport.http;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The circuits of one issuer account on this node: one a call name, and one named {@value #CONNECTION} that every call
 * passes. Failed connections count for that one only, whatever else fails for the call's own: an issuer whose cards fail
 * still tells balances, and one that is gone is found gone by the first few calls of any name. An open circuit lets
 * nothing through for a while, then single calls, each of them a real one; the first that is answered closes it.
 * Thread-safe, never blocks.
 */
public final class AccountCircuits implements Circuits {
    /** The circuit of all calls together. */
    public static final String CONNECTION = "connection";

    private final InstantSource clock;
    private final CircuitRules rules;
    private final Listener listener;
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();
    private final Circuit connection;

    /** Learns of every change. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A circuit was made, closed at first, or has changed. Called on the thread of an exchange, so it must be quick.
         *
         * @param call name of the calls, or {@link #CONNECTION}
         * @param state what it is now
         */
        void changed(String call, CircuitState state);
    }

    /**
     * Circuits that are all closed.
     *
     * @param clock time of the pauses
     * @param rules when they open and for how long
     * @param listener learns of every change
     */
    public AccountCircuits(InstantSource clock, CircuitRules rules, Listener listener) {
        this.clock = clock;
        this.rules = rules;
        this.listener = listener;
        this.connection = of(CONNECTION);
    }

    private Circuit of(String call) {
        return circuits.computeIfAbsent(
                call, name -> new Circuit(name, clock, rules, state -> listener.changed(name, state)));
    }

    @Override
    public Optional<Passage> passage(String call) {
        Optional<Circuit.Leave> way = connection.ask();
        if (way.isEmpty()) {
            of(call);
            return Optional.empty();
        }
        Optional<Circuit.Leave> leave = of(call).ask();
        if (leave.isEmpty()) {
            way.get().unused();
            return Optional.empty();
        }
        return Optional.of(new Both(way.get(), leave.get()));
    }

    /**
     * How the circuits stand. While the connection's keeps calls back, each call's is shown as keeping them back.
     *
     * @return by name of the call, {@link #CONNECTION} among them
     */
    public Map<String, CircuitStanding> standings() {
        Map<String, CircuitStanding> standings = new TreeMap<>();
        CircuitStanding way = connection.standing();
        circuits.forEach((name, circuit) -> {
            CircuitStanding own = circuit.standing();
            standings.put(name, way.state().compareTo(own.state()) > 0 ? way : own);
        });
        return standings;
    }

    /** One call has to do with both. */
    private record Both(Circuit.Leave way, Circuit.Leave call) implements Passage {
        @Override
        public void ended(JournalEntry.Ending ending) {
            switch (Verdict.of(ending)) {
                case ANSWERS -> {
                    way.worked();
                    call.worked();
                }
                case FAILS -> {
                    way.worked();
                    call.failed(ending.toString());
                }
                case OUT_OF_REACH -> {
                    way.failed(ending.toString());
                    call.unused();
                }
                case NOTHING -> unused();
            }
        }

        @Override
        public void unused() {
            way.unused();
            call.unused();
        }
    }
}
