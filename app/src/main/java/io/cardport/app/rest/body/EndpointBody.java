package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A webhook endpoint to be made.
 *
 * @param url https, without user and fragment
 * @param eventTypes which events, {@code *} for all that are not secret
 * @param description what it is called
 */
public record EndpointBody(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "https, a host, no user, no fragment, at most 2,048 characters")
        String url,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "Event types, or * for all but card.otp, which must be named")
        List<String> eventTypes,

        @Schema(description = "What you call it, at most 200 characters")
        String description) {}
