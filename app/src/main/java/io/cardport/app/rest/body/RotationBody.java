package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How a secret is replaced.
 *
 * @param overlapHours how long the secrets before it go on signing, 0 to 168
 */
public record RotationBody(
        @Schema(description = "How long the secrets before it go on signing, 0 to 168; 24 where left out")
        int overlapHours) {}
