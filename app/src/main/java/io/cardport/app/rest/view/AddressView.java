package io.cardport.app.rest.view;

import io.cardport.domain.holder.Address;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * An address.
 *
 * @param line1 street and number
 * @param line2 more of it
 * @param city the town
 * @param state the state or province
 * @param postalCode the postal code
 * @param country ISO 3166-1 alpha-2
 */
@Schema(name = "Address")
public record AddressView(
        String line1,
        Optional<String> line2,
        String city,
        Optional<String> state,
        Optional<String> postalCode,
        String country) {
    static AddressView of(Address address) {
        return new AddressView(
                address.line1(),
                address.line2(),
                address.city(),
                address.state(),
                address.postalCode(),
                address.country());
    }
}
