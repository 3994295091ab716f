package io.cardport.domain.id;

import java.util.Optional;

/**
 * Names the delivery of an event to one endpoint.
 *
 * @param value the whole text, {@value #PREFIX} included
 */
public record OutboundId(String value) implements Id {
    /** What every such id begins with. */
    public static final String PREFIX = "dlv_";

    /**
     * Refuses text of another form.
     *
     * @throws IllegalArgumentException when the text is not such an id; use {@link #parse} for outside text
     */
    public OutboundId {
        Id.require(value, PREFIX);
    }

    /**
     * Reads an id from outside text.
     *
     * @param text what a caller gave
     * @return the id, or empty when the text is of another form
     */
    public static Optional<OutboundId> parse(String text) {
        return Id.fits(text, PREFIX) ? Optional.of(new OutboundId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
