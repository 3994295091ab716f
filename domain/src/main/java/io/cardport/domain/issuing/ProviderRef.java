package io.cardport.domain.issuing;

/**
 * An issuer's own id of something: opaque, never taken from or compared with ours.
 *
 * @param value the text exactly as the issuer writes it, never empty
 */
public record ProviderRef(String value) {
    /**
     * Refuses emptiness.
     *
     * @throws IllegalArgumentException when the text is empty or over 255 characters
     */
    public ProviderRef {
        if (value.isEmpty() || value.length() > 255) {
            throw new IllegalArgumentException("an issuer's reference has 1 to 255 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
