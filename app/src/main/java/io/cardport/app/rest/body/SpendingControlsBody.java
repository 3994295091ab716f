package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * Controls that replace all three of a card; what is left out is lifted.
 *
 * @param spendingLimit limit over the card's life
 * @param spendingControls limits by time
 * @param merchantControls where may be spent
 */
public record SpendingControlsBody(
        @Schema(description = "Limit over the card's life") MoneyBody spendingLimit,
        @Schema(description = "Limits by time") List<SpendingControlBody> spendingControls,
        @Schema(description = "Where may be spent") MerchantControlsBody merchantControls) {}
