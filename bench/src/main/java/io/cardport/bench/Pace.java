package io.cardport.bench;

import java.util.concurrent.TimeUnit;

/**
 * How long and how often is measured.
 *
 * @param runs measured runs, of which the median counts
 * @param seconds of each measured run
 * @param warmUpSeconds driven without measuring before the first run of a setting
 * @param starts measured starts of the gateway
 * @param longWarmUps how often what is compiled late is driven before all measurements
 */
record Pace(int runs, int seconds, int warmUpSeconds, int starts, int longWarmUps) {
    /**
     * After less the compilers of the gateway's JVM still take a quarter of a machine with two processors; most of what
     * issues a card is compiled only after ten thousand of them.
     */
    static final Pace FULL = new Pace(3, 8, 25, 5, 6);

    /** For a first look; its figures are those of a program that is not yet quite warm. */
    static final Pace QUICK = new Pace(3, 3, 8, 3, 1);

    Load load(int connections) {
        return new Load(connections, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(seconds));
    }

    /** For what has just been warmed up and must not be asked much more. */
    Load warm(int connections) {
        return new Load(connections, 0, TimeUnit.SECONDS.toNanos(seconds));
    }

    /** For the first of all measurements of a program, so that later ones meet it compiled. */
    Load longWarmUp(int connections) {
        return new Load(connections, 0, TimeUnit.SECONDS.toNanos(2L * warmUpSeconds));
    }

    /** For a program that needs little. */
    Load shortWarmUp(int connections) {
        return new Load(connections, 0, TimeUnit.SECONDS.toNanos(Math.max(1, warmUpSeconds / 3)));
    }

    PacedLoad paced(int perSecond) {
        return new PacedLoad(perSecond, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(seconds));
    }

    Load warmUp(int connections) {
        return new Load(connections, 0, TimeUnit.SECONDS.toNanos(warmUpSeconds));
    }
}
