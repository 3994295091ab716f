package io.cardport.http;

import io.cardport.domain.issuing.SendRight;
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
     * The moment until which the first command of the attempt that is under way may begin; see {@link SendRight}.
     *
     * @param otherwise how long from now it may begin where nobody said, or where it is not the first
     * @return the moment
     */
    public static SendBefore granted(Duration otherwise) {
        return SendRight.use().map(SendBefore::new).orElseGet(() -> within(otherwise));
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
