package io.cardport.domain.issuing;

import io.cardport.domain.money.Money;
import java.util.Optional;

/**
 * A movement of money that the issuer has made or is making.
 *
 * @param fee what the issuer took for it
 * @param credited what arrived, where that differs from what was asked for
 */
public record FundsMoved(Optional<Money> fee, Optional<Money> credited) {
    /** Nothing told. */
    public static final FundsMoved PLAIN = new FundsMoved(Optional.empty(), Optional.empty());
}
