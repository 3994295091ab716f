package io.cardport.domain.holder;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The data of an identity document; its pictures travel as {@link Documents}. Personal data: prints nothing of itself.
 *
 * @param documentType which kind of document
 * @param documentNumber its number
 * @param issueDate when it was issued
 * @param expiryDate when it expires
 */
public record Identity(
        DocumentType documentType,
        String documentNumber,
        Optional<LocalDate> issueDate,
        Optional<LocalDate> expiryDate) {
    /** Kinds of identity document. */
    public enum DocumentType {
        /** A passport. */
        PASSPORT,
        /** A national identity card. */
        ID_CARD,
        /** A driving licence. */
        DRIVERS_LICENSE
    }

    @Override
    public String toString() {
        return "Identity[•••]";
    }
}
