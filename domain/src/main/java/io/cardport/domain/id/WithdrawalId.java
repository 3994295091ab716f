package io.cardport.domain.id;

import java.util.Optional;

/**
 * Names a withdrawal.
 *
 * @param value the whole text, {@value #PREFIX} included
 */
public record WithdrawalId(String value) implements MovementId {
    /** What every such id begins with. */
    public static final String PREFIX = "wd_";

    /**
     * Refuses text of another form.
     *
     * @throws IllegalArgumentException when the text is not such an id; use {@link #parse} for outside text
     */
    public WithdrawalId {
        Id.require(value, PREFIX);
    }

    /**
     * Reads an id from outside text.
     *
     * @param text what a caller gave
     * @return the id, or empty when the text is of another form
     */
    public static Optional<WithdrawalId> parse(String text) {
        return Id.fits(text, PREFIX) ? Optional.of(new WithdrawalId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
