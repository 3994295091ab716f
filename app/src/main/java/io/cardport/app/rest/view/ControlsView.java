package io.cardport.app.rest.view;

import io.cardport.domain.card.CardControlsSpec;
import java.util.List;
import java.util.Optional;

/**
 * A card's limits.
 *
 * @param spendingLimit over the card's life
 * @param spendingControls per interval
 * @param merchantControls per kind of merchant
 */
public record ControlsView(
        Optional<MoneyView> spendingLimit,
        List<SpendingControlView> spendingControls,
        Optional<MerchantControlsView> merchantControls) {
    /** A limit per interval. */
    record SpendingControlView(MoneyView amount, CardControlsSpec.Interval interval) {}

    /** Which merchants. */
    record MerchantControlsView(List<String> allowedMcc, List<String> blockedMcc, Optional<Boolean> allow3ds) {}

    static ControlsView of(CardControlsSpec controls) {
        return new ControlsView(
                MoneyView.of(controls.spendingLimit()),
                controls.spendingControls().stream()
                        .map(one -> new SpendingControlView(MoneyView.of(one.amount()), one.interval()))
                        .toList(),
                controls.merchantControls()
                        .map(one -> new MerchantControlsView(one.allowedMcc(), one.blockedMcc(), one.allow3ds())));
    }
}
