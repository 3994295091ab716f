package io.cardport.bench;

import java.util.concurrent.TimeUnit;

/**
 * How long and how often is measured.
 *
 * @param runs measured runs, of which the median counts
 * @param seconds of each measured run
 * @param warmUpSeconds driven without measuring before the first run of a setting
 * @param starts measured starts of the gateway
 */
record Pace(int runs, int seconds, int warmUpSeconds, int starts) {
    static final Pace FULL = new Pace(3, 8, 12, 5);
    /** For a look at whether everything works; its figures say little. */
    static final Pace QUICK = new Pace(1, 2, 2, 1);

    Load load(int connections) {
        return new Load(connections, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(seconds));
    }

    Load warmUp(int connections) {
        return new Load(connections, 0, TimeUnit.SECONDS.toNanos(warmUpSeconds));
    }
}
