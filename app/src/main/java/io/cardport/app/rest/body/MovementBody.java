package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Money to put on a card or to take off it.
 *
 * @param amount how much
 */
public record MovementBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "How much")
        MoneyBody amount) {}
