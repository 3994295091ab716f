package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Why something is done.
 *
 * @param reason shown in the record
 */
public record ReasonBody(
        @Schema(description = "Shown in the record") String reason) {}
