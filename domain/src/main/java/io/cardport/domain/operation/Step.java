package io.cardport.domain.operation;

import java.time.Instant;

/**
 * Something that was tried about an operation, for whoever has to find out what became of it. What repeats itself is noted
 * once, with the time at which it began.
 *
 * @param at when, in database time
 * @param kind what was tried
 * @param detail a stable word of ours, or the number of an attempt
 */
public record Step(Instant at, Kind kind, String detail) {
    /** What was tried. */
    public enum Kind {
        /** It was sent once more. */
        SENT,
        /** Nothing of an attempt left. */
        NOT_SENT,
        /** Nobody knows what became of an attempt. */
        LOST,
        /** The issuer was to be asked and could not be. */
        NOT_ASKED,
        /** The issuer was asked. */
        LOOKED,
        /** A person was asked to find out. */
        REVIEW
    }
}
