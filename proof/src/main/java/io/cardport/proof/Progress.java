package io.cardport.proof;

/** Takes what a run has to say while it lasts. */
@FunctionalInterface
public interface Progress {
    /**
     * Says something.
     *
     * @param line without an end of line, without secrets
     */
    void say(String line);
}
