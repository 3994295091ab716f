package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An identity document's data.
 *
 * @param documentType one of passport, id_card, drivers_license
 * @param documentNumber its number
 * @param issueDate day of issue, as 2022-05-01
 * @param expiryDate last day, as 2032-05-01
 */
public record IdentityBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "One of passport, id_card, drivers_license")
        String documentType,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Its number")
        String documentNumber,

        @Schema(description = "Day of issue, as 2022-05-01") String issueDate,
        @Schema(description = "Last day, as 2032-05-01") String expiryDate) {}
