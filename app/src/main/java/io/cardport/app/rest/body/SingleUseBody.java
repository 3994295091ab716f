package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A card for one purchase.
 *
 * @param cancelOn AUTHORIZATION or CAPTURE
 */
public record SingleUseBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "AUTHORIZATION or CAPTURE")
        String cancelOn) {}
