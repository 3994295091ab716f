package io.cardport.domain.card;

/** What somebody may want of a card. */
public sealed interface CardAsk {
    /** Make it usable for the first time. */
    record Activate() implements CardAsk {}

    /**
     * Lock it.
     *
     * @param owner who wants it
     */
    record Lock(LockOwner owner) implements CardAsk {}

    /**
     * Lift locks.
     *
     * @param owner who wants it; an admin lifts the distributor's lock too
     */
    record Unlock(LockOwner owner) implements CardAsk {}

    /**
     * Close it for good.
     *
     * @param why who wants it
     */
    record Close(CardState.CloseReason why) implements CardAsk {}

    /** Put money on it. */
    record Fund() implements CardAsk {}

    /** Take money off it. */
    record Withdraw() implements CardAsk {}

    /**
     * Show its number.
     *
     * @param whilePending whether the issuer shows cards before it calls them active, having no other read
     */
    record Reveal(boolean whilePending) implements CardAsk {}

    /** Set its PIN. */
    record SetPin() implements CardAsk {}

    /** Change what it may be used for. */
    record Control() implements CardAsk {}
}
