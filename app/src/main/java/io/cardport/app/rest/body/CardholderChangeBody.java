package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/**
 * What changes of a cardholder; what is left out stays.
 *
 * @param externalReference own id of the holder
 * @param type INDIVIDUAL (usual) or BUSINESS
 * @param email unique within the provider account
 * @param firstName given name
 * @param lastName family name
 * @param businessName name of the company, where it is one
 * @param country ISO 3166-1 alpha-2
 * @param mobile national digits
 * @param areaCode digits of the calling code; that of the country where left out
 * @param dateOfBirth day of birth, as 1990-01-31
 * @param gender MALE, FEMALE or OTHER
 * @param nationality ISO 3166-1 alpha-2
 * @param address where the holder lives
 * @param identity identity document
 * @param details what a product requires beside, by the names of its requiredFields
 */
public record CardholderChangeBody(
        @Schema(description = "Own id of the holder") String externalReference,

        @Schema(description = "INDIVIDUAL (usual) or BUSINESS")
        String type,

        @Schema(description = "Unique within the provider account")
        String email,

        @Schema(description = "Given name") String firstName,
        @Schema(description = "Family name") String lastName,

        @Schema(description = "Name of the company, where it is one")
        String businessName,

        @Schema(description = "ISO 3166-1 alpha-2") String country,
        @Schema(description = "National digits") String mobile,

        @Schema(description = "Digits of the calling code; that of the country where left out")
        String areaCode,

        @Schema(description = "Day of birth, as 1990-01-31") String dateOfBirth,
        @Schema(description = "MALE, FEMALE or OTHER") String gender,
        @Schema(description = "ISO 3166-1 alpha-2") String nationality,
        @Schema(description = "Where the holder lives") AddressBody address,
        @Schema(description = "Identity document") IdentityBody identity,

        @Schema(description = "What a product requires beside, by the names of its requiredFields")
        Map<String, Object> details) {}
