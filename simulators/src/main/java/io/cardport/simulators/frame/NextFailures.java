package io.cardport.simulators.frame;

import java.util.EnumMap;
import java.util.Map;

/**
 * What shall fail the next times it is tried. Used only inside {@link IssuerState#locked}; forgotten at a restart.
 *
 * @param <E> what can fail
 */
public final class NextFailures<E extends Enum<E>> {

    private final Map<E, Integer> left;

    /**
     * Starts with nothing to fail.
     *
     * @param kinds what can fail
     */
    public NextFailures(Class<E> kinds) {
        this.left = new EnumMap<>(kinds);
    }

    /**
     * Plans failures.
     *
     * @param kind what shall fail
     * @param times how often from now on
     */
    public void plan(E kind, int times) {
        left.put(kind, times);
    }

    /**
     * Asks at a try, which counts.
     *
     * @param kind what is tried
     * @return true if it shall fail
     */
    public boolean fails(E kind) {
        int times = left.getOrDefault(kind, 0);
        left.put(kind, Math.max(0, times - 1));
        return times > 0;
    }

    /** Forgets all of them. */
    public void clear() {
        left.clear();
    }
}
