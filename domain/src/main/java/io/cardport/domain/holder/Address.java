package io.cardport.domain.holder;

import java.util.Optional;

/**
 * A postal address. Personal data: prints nothing of itself.
 *
 * @param line1 street and number
 * @param line2 further line
 * @param city town
 * @param state state, province or district
 * @param postalCode postal code
 * @param country ISO 3166-1 alpha-2, in capitals
 */
public record Address(
        String line1,
        Optional<String> line2,
        String city,
        Optional<String> state,
        Optional<String> postalCode,
        String country) {
    @Override
    public String toString() {
        return "Address[•••]";
    }
}
