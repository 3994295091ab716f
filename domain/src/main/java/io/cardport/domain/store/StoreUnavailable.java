package io.cardport.domain.store;

/** The database cannot be reached or gave up. Broken infrastructure, not an expected result. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * For a cause.
     *
     * @param cause what the driver said
     */
    public StoreUnavailable(Throwable cause) {
        super("the database is unavailable", cause);
    }
}
