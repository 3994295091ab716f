package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An amount of money.
 *
 * @param amount decimal with at most the currency's digits, such as 20.00
 * @param currency ISO 4217 code
 */
public record MoneyBody(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "Decimal with at most the currency's digits, such as 20.00")
        String amount,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "ISO 4217 code")
        String currency) {}
