package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * Where may be spent.
 *
 * @param allowedMcc only merchants of these categories; excludes blockedMcc
 * @param blockedMcc no merchants of these categories
 * @param allow3ds whether 3-D Secure is allowed
 */
public record MerchantControlsBody(
        @Schema(description = "Only merchants of these categories; excludes blockedMcc")
        List<String> allowedMcc,

        @Schema(description = "No merchants of these categories")
        List<String> blockedMcc,

        @Schema(description = "Whether 3-D Secure is allowed")
        Boolean allow3ds) {}
