package io.cardport.domain.webhook;

import io.cardport.domain.issuing.ProviderRef;
import java.util.Set;

/**
 * Where an unsigned webhook says that something happened. It can lead to a look and never change a state.
 *
 * @param cards the issuer's ids of cards
 * @param holders the issuer's ids of holders
 * @param orders the issuer's ids of orders
 */
public record Hints(Set<ProviderRef> cards, Set<ProviderRef> holders, Set<ProviderRef> orders) {
    /** Copies the sets. */
    public Hints {
        cards = Set.copyOf(cards);
        holders = Set.copyOf(holders);
        orders = Set.copyOf(orders);
    }
}
