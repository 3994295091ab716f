package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * Which events are to be sent again; all that is given holds, and something must be given.
 *
 * @param since those that happened then or later, RFC 3339
 * @param eventIds those of these ids
 * @param onlyFailed only dead letters and what failed and waits for another attempt
 */
public record ReplayBody(
        @Schema(description = "Those that happened then or later, RFC 3339")
        String since,

        @Schema(description = "Those of these ids, at most 1,000")
        List<String> eventIds,

        @Schema(description = "Only dead letters and what failed and waits for another attempt")
        boolean onlyFailed) {}
