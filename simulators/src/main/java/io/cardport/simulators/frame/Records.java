package io.cardport.simulators.frame;

import java.time.Instant;

/** What the books of every issuer have: state, settings, time, randomness and the tables all of them keep. */
public abstract class Records {

    private final IssuerState state;
    private final Tuning tuning;

    /**
     * Opens the books.
     *
     * @param state the issuer's state
     * @param tuning its settings
     */
    protected Records(IssuerState state, Tuning tuning) {
        this.state = state;
        this.tuning = tuning;
    }

    /**
     * The state.
     *
     * @return tables, timers, lock
     */
    public final IssuerState state() {
        return state;
    }

    /**
     * The settings.
     *
     * @return what can be changed while the issuer runs
     */
    public final Tuning tuning() {
        return tuning;
    }

    /**
     * Randomness.
     *
     * @return where ids come from
     */
    public final Ids ids() {
        return state.ids();
    }

    /**
     * The time.
     *
     * @return now, by the simulators' clock
     */
    public final Instant now() {
        return state.clock().instant();
    }

    /**
     * Card holders.
     *
     * @return their table
     */
    public final Table holders() {
        return state.table("holders");
    }

    /**
     * Cards.
     *
     * @return their table
     */
    public final Table cards() {
        return state.table("cards");
    }

    /**
     * Card transactions.
     *
     * @return their table
     */
    public final Table transactions() {
        return state.table("transactions");
    }

    /**
     * Credentials and whatever there is one of.
     *
     * @return their table
     */
    public final Table keys() {
        return state.table("keys");
    }
}
