package io.cardport.proof;

/** One program: it puts a promise under fire and counts. */
public interface Proof {
    /**
     * The word by which the command names it.
     *
     * @return lower-case words with hyphens
     */
    String name();

    /**
     * What it shows.
     *
     * @return one line
     */
    String shows();

    /**
     * Runs it.
     *
     * @param fire how long, and from which seed
     * @param progress takes a line now and then, so that nobody waits before a silent screen
     * @return the counts
     * @throws InterruptedException when the run is to end
     */
    Counts run(Fire fire, Progress progress) throws InterruptedException;
}
