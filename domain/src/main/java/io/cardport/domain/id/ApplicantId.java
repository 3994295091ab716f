package io.cardport.domain.id;

import java.util.Optional;

/**
 * Names an applicant: one approval of one cardholder.
 *
 * @param value the whole text, {@value #PREFIX} included
 */
public record ApplicantId(String value) implements Id {
    /** What every such id begins with. */
    public static final String PREFIX = "app_";

    /**
     * Refuses text of another form.
     *
     * @throws IllegalArgumentException when the text is not such an id; use {@link #parse} for outside text
     */
    public ApplicantId {
        Id.require(value, PREFIX);
    }

    /**
     * Reads an id from outside text.
     *
     * @param text what a caller gave
     * @return the id, or empty when the text is of another form
     */
    public static Optional<ApplicantId> parse(String text) {
        return Id.fits(text, PREFIX) ? Optional.of(new ApplicantId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
