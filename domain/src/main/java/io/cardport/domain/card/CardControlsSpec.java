package io.cardport.domain.card;

import io.cardport.domain.money.Money;
import java.util.List;
import java.util.Optional;

/**
 * What a card may be used for.
 *
 * @param spendingLimit the most that may be spent in all, where the product has such a limit
 * @param spendingControls limits per purchase or period
 * @param merchantControls which merchants are allowed
 */
public record CardControlsSpec(
        Optional<Money> spendingLimit,
        List<SpendingControl> spendingControls,
        Optional<MerchantControls> merchantControls) {
    /** No controls. */
    public static final CardControlsSpec NONE = new CardControlsSpec(Optional.empty(), List.of(), Optional.empty());

    /** Copies the list. */
    public CardControlsSpec {
        spendingControls = List.copyOf(spendingControls);
    }

    /**
     * A limit per purchase or period.
     *
     * @param amount the most that may be spent
     * @param interval in what time
     */
    public record SpendingControl(Money amount, Interval interval) {}

    /** In what time a limit may be spent. */
    public enum Interval {
        /** One purchase. */
        PER_TRANSACTION,
        /** A day. */
        DAY,
        /** A month. */
        MONTH,
        /** A year. */
        YEAR,
        /** A day at cash machines. */
        ATM_DAY,
        /** The card's life. */
        LIFETIME
    }

    /**
     * Which merchants are allowed: those of a list, or all but those of a list; at most one list is not empty.
     *
     * @param allowedMcc merchant category codes (ISO 18245, four digits) that alone are allowed
     * @param blockedMcc merchant category codes that are not allowed
     * @param allow3ds whether 3-D Secure purchases are allowed; the issuer's default where empty
     */
    public record MerchantControls(List<String> allowedMcc, List<String> blockedMcc, Optional<Boolean> allow3ds) {
        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException when both lists name codes
         */
        public MerchantControls {
            allowedMcc = List.copyOf(allowedMcc);
            blockedMcc = List.copyOf(blockedMcc);
            if (!allowedMcc.isEmpty() && !blockedMcc.isEmpty()) {
                throw new IllegalArgumentException("allowed and blocked merchant codes exclude each other");
            }
        }
    }
}
