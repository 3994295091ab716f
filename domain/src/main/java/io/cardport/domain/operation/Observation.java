package io.cardport.domain.operation;

/**
 * What a reading does to a state.
 *
 * @param <S> the kind of state
 */
public sealed interface Observation<S> {
    /**
     * The state changes.
     *
     * @param next the next state
     * @param <S> the kind of state
     */
    record To<S>(S next) implements Observation<S> {}

    /**
     * Nothing changes.
     *
     * @param <S> the kind of state
     */
    record Stay<S>() implements Observation<S> {}

    /**
     * Nothing changes and the issuer is asked again; a look that still says so leads to review.
     *
     * @param <S> the kind of state
     */
    record Look<S>() implements Observation<S> {}

    /**
     * Nothing changes and a person is to decide.
     *
     * @param reason a stable word
     * @param <S> the kind of state
     */
    record Review<S>(String reason) implements Observation<S> {}
}
