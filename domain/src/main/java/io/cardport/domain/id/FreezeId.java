package io.cardport.domain.id;

import java.util.Optional;

/**
 * Names a freeze.
 *
 * @param value the whole text, {@value #PREFIX} included
 */
public record FreezeId(String value) implements Id {
    /** What every such id begins with. */
    public static final String PREFIX = "frz_";

    /**
     * Refuses text of another form.
     *
     * @throws IllegalArgumentException when the text is not such an id; use {@link #parse} for outside text
     */
    public FreezeId {
        Id.require(value, PREFIX);
    }

    /**
     * Reads an id from outside text.
     *
     * @param text what a caller gave
     * @return the id, or empty when the text is of another form
     */
    public static Optional<FreezeId> parse(String text) {
        return Id.fits(text, PREFIX) ? Optional.of(new FreezeId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
