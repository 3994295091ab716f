package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A postal address.
 *
 * @param line1 street and number
 * @param line2 second line
 * @param city town
 * @param state state or province
 * @param postalCode postal code
 * @param country ISO 3166-1 alpha-2
 */
public record AddressBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Street and number")
        String line1,

        @Schema(description = "Second line") String line2,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Town")
        String city,

        @Schema(description = "State or province") String state,
        @Schema(description = "Postal code") String postalCode,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "ISO 3166-1 alpha-2")
        String country) {}
