package io.cardport.app.jobs;

import java.time.Instant;

/** What the tables need from time to time. Each call does a bounded piece of it. */
public interface Upkeep {
    /** How many rows one call takes at most. */
    int AT_ONCE = 1_000;

    /**
     * Forgets nonces whose signatures are too old to be sent again.
     *
     * @param now database time
     * @return how many
     */
    int forgetNonces(Instant now);

    /**
     * Forgets idempotency keys and their answers.
     *
     * @param claimedBefore those that were claimed before then
     * @return how many
     */
    int forgetClaims(Instant claimedBefore);

    /**
     * Forgets attempts to deliver events; that the event was delivered, or never, stays known.
     *
     * @param madeBefore those that were made before then
     * @return how many
     */
    int forgetAttempts(Instant madeBefore);

    /**
     * Forgets deliveries of events that have ended, dead letters too.
     *
     * @param queuedBefore those that were queued, and last replayed, before then
     * @return how many
     */
    int forgetDeliveries(Instant queuedBefore);

    /**
     * Forgets issuers' deliveries that were read. What makes a repetition of them known stays (soundness 13), and so does
     * what waits to be read.
     *
     * @param receivedBefore those that were received before then
     * @return how many
     */
    int forgetInbox(Instant receivedBefore);

    /**
     * Forgets issuers' deliveries about what nobody here has come to know.
     *
     * @param parkedBefore those that were parked before then
     * @return how many
     */
    int forgetParked(Instant parkedBefore);

    /**
     * Forgets what was tried about operations that are settled; what became of them stays.
     *
     * @param begunBefore of operations that were begun before then
     * @return how many
     */
    int forgetSteps(Instant begunBefore);

    /**
     * Makes operations due that nobody would ever take up: neither settled nor in review, and without a time. There are none
     * unless something went wrong.
     *
     * @param now when they are due
     * @return how many
     */
    int wakeOrphans(Instant now);
}
