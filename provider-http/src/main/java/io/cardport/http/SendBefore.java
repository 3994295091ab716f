package io.cardport.http;

import java.time.Duration;

/**
 * The moment after which an attempt may no longer begin, on this machine's monotonic clock (soundness rule 1: the
 * right to send lasts five seconds from the beginning of the commit that granted it).
 *
 * @param nanoTime a reading of {@link System#nanoTime()}
 */
public record SendBefore(long nanoTime) {
    /**
     * A moment from now.
     *
     * @param wait how long from now the attempt may begin
     * @return the moment
     */
    public static SendBefore within(Duration wait) {
        return new SendBefore(System.nanoTime() + wait.toNanos());
    }

    /**
     * What is left.
     *
     * @return time until the moment; negative when it has passed
     */
    public Duration left() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }
}
