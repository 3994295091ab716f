package io.cardport.app.rest.body;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * A card to be issued.
 *
 * @param cardholderId whose card
 * @param productId what kind of card
 * @param type VIRTUAL or PHYSICAL
 * @param currency ISO 4217 code
 * @param initialLoad money to begin with
 * @param nameOnCard name to be printed
 * @param billingAddress the cardholder's where left out
 * @param shippingAddress where a physical card goes
 * @param cardNumber number of a physical card to be assigned; write-only
 * @param spendingLimit limit over the card's life
 * @param spendingControls limits by time
 * @param merchantControls where may be spent
 * @param singleUse for one purchase only
 * @param expiresAt end of the card, RFC 3339
 * @param metadata own data, at most 3,200 bytes of JSON
 */
public record CardBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Whose card")
        String cardholderId,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "What kind of card")
        String productId,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "VIRTUAL or PHYSICAL")
        String type,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "ISO 4217 code")
        String currency,

        @Schema(description = "Money to begin with") MoneyBody initialLoad,
        @Schema(description = "Name to be printed") String nameOnCard,

        @Schema(description = "The cardholder's where left out")
        AddressBody billingAddress,

        @Schema(description = "Where a physical card goes") AddressBody shippingAddress,

        @Schema(description = "Number of a physical card to be assigned; write-only")
        String cardNumber,

        @Schema(description = "Limit over the card's life") MoneyBody spendingLimit,
        @Schema(description = "Limits by time") List<SpendingControlBody> spendingControls,
        @Schema(description = "Where may be spent") MerchantControlsBody merchantControls,
        @Schema(description = "For one purchase only") SingleUseBody singleUse,
        @Schema(description = "End of the card, RFC 3339") String expiresAt,

        @Schema(description = "Own data, at most 3,200 bytes of JSON")
        Map<String, Object> metadata) {}
