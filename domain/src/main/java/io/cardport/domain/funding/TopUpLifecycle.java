package io.cardport.domain.funding;

import io.cardport.domain.operation.Observation;

/** THE table of a top-up's and a withdrawal's life, total by construction; approved as text by a test. */
public final class TopUpLifecycle {
    private TopUpLifecycle() {}

    /**
     * What an issuer's reading does.
     *
     * @param state what we hold true
     * @param reading what the issuer says
     * @return the next state, or what to do instead
     */
    public static Observation<MovementState> observe(MovementState state, OrderReading reading) {
        return switch (reading) {
            case PENDING ->
                switch (state) {
                    case PENDING, UNSETTLED -> new Observation.Stay<>();
                    case SUCCEEDED, FAILED -> new Observation.Look<>();
                };
            case SUCCEEDED ->
                switch (state) {
                    case PENDING, UNSETTLED -> new Observation.To<>(MovementState.SUCCEEDED);
                    case SUCCEEDED -> new Observation.Stay<>();
                    case FAILED -> new Observation.Review<>("failed_movement_succeeded");
                };
            case FAILED ->
                switch (state) {
                    case PENDING, UNSETTLED -> new Observation.To<>(MovementState.FAILED);
                    case FAILED -> new Observation.Stay<>();
                    case SUCCEEDED -> new Observation.Review<>("succeeded_movement_failed");
                };
            case UNRECOGNISED -> new Observation.Review<>("unrecognised_word");
        };
    }
}
