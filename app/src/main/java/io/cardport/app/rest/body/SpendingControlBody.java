package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How much may be spent in what time.
 *
 * @param amount at most this much
 * @param interval PER_TRANSACTION, DAY, MONTH, YEAR, ATM_DAY or LIFETIME
 */
public record SpendingControlBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "At most this much")
        MoneyBody amount,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "PER_TRANSACTION, DAY, MONTH, YEAR, ATM_DAY or LIFETIME")
        String interval) {}
