package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A PIN.
 *
 * @param pin 4 to 6 digits, as the issuer wants; write-only
 */
public record PinBody(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "4 to 6 digits, as the issuer wants; write-only")
        String pin) {}
