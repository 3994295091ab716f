package io.cardport.app.rest.view;

import io.cardport.domain.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * An amount.
 *
 * @param amount a decimal with exactly the currency's ISO 4217 digits
 * @param currency ISO 4217 code
 */
@Schema(name = "Money")
public record MoneyView(
        @Schema(example = "20.00") String amount,
        @Schema(example = "USD") String currency) {
    /**
     * Shows an amount.
     *
     * @param money the amount
     * @return its view
     */
    public static MoneyView of(Money money) {
        return new MoneyView(money.amount(), money.currency().getCurrencyCode());
    }

    /**
     * Shows an amount where there is one.
     *
     * @param money the amount
     * @return its view
     */
    public static Optional<MoneyView> of(Optional<Money> money) {
        return money.map(MoneyView::of);
    }
}
