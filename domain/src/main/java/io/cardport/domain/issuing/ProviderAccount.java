package io.cardport.domain.issuing;

import java.time.Duration;

/**
 * One of our accounts at an issuer, as configured.
 *
 * @param name our name for it
 * @param provider the issuer's adapter
 * @param timing its times
 */
public record ProviderAccount(String name, IssuingProvider provider, Timing timing) {
    /**
     * An account's times.
     *
     * @param deadline how long an attempt may take
     * @param quietPeriod how long after an attempt nobody looks or sends
     * @param firstLook when what waits is looked at first
     * @param longestWait the longest time between two looks
     * @param giveUp when waiting ends
     */
    public record Timing(
            Duration deadline, Duration quietPeriod, Duration firstLook, Duration longestWait, Duration giveUp) {
        /** What holds where nothing is configured: 15 s, 2 min, 30 s, 10 min, 24 h. */
        public static final Timing USUAL = new Timing(
                Duration.ofSeconds(15),
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofHours(24));

        /**
         * Looking at least so often.
         *
         * @param longest the longest time between two looks
         * @return the same times with no longer wait than that
         */
        public Timing lookingEvery(Duration longest) {
            return longestWait.compareTo(longest) <= 0
                    ? this
                    : new Timing(deadline, quietPeriod, firstLook, longest, giveUp);
        }
    }
}
