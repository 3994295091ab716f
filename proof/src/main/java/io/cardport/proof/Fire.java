package io.cardport.proof;

/**
 * How a proof is run.
 *
 * @param length all of it, or the form that the test suite has time for
 * @param seed where its random choices begin; the same seed makes the same choices
 */
public record Fire(Length length, long seed) {
    /** How much is run. */
    public enum Length {
        /** The whole run whose figures stand in docs/reliability.md. */
        FULL,
        /** Seconds, not minutes. */
        SHORT
    }

    /**
     * A number for each form.
     *
     * @param full for the whole run
     * @param brief for the short form
     * @return the one that holds
     */
    public int of(int full, int brief) {
        return switch (length) {
            case FULL -> full;
            case SHORT -> brief;
        };
    }
}
