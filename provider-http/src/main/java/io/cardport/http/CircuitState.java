package io.cardport.http;

/** Whether calls are let through. */
public enum CircuitState {
    /** They are. */
    CLOSED,
    /** One at a time is, to try. */
    HALF_OPEN,
    /** None is. */
    OPEN
}
