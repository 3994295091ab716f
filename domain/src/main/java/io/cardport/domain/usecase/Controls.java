package io.cardport.domain.usecase;

import io.cardport.domain.card.CardControlsSpec;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Rules that spending controls keep whatever the issuer. */
final class Controls {
    private Controls() {}

    static List<Problem.Fault> faults(CardControlsSpec controls, Currency currency, String at) {
        List<Problem.Fault> faults = new ArrayList<>();
        controls.spendingLimit()
                .filter(limit -> !limit.currency().equals(currency))
                .ifPresent(limit -> faults.add(wrongCurrency(at + "/spendingLimit/currency", currency)));
        int index = 0;
        for (var control : controls.spendingControls()) {
            if (!control.amount().currency().equals(currency)) {
                faults.add(wrongCurrency(at + "/spendingControls/" + index + "/amount/currency", currency));
            }
            index++;
        }
        return faults;
    }

    static Problem.Fault wrongCurrency(String pointer, Currency currency) {
        return new Problem.Fault(pointer, "must be the card's currency, " + currency.getCurrencyCode());
    }
}
