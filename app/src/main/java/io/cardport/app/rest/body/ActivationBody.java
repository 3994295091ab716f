package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How a card is activated.
 *
 * @param reason shown in the record
 * @param activationCode code that came with the card; may be left out where the issuer sent it to us
 * @param pin PIN to set
 */
public record ActivationBody(
        @Schema(description = "Shown in the record") String reason,

        @Schema(description = "Code that came with the card; may be left out where the issuer sent it to us")
        String activationCode,

        @Schema(description = "PIN to set") String pin) {}
