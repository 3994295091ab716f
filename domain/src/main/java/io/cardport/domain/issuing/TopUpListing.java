package io.cardport.domain.issuing;

import io.cardport.domain.money.Money;
import java.util.List;

/**
 * Listing what was put on a card, at an issuer that keeps no reference of ours. The core notes which top-ups the issuer has
 * before it sends a command, and afterwards takes exactly one new top-up of the same amount for the command's.
 */
public non-sealed interface TopUpListing extends Capability {
    /**
     * Lists the top-ups.
     *
     * @param card the issuer's id of the card
     * @return all of them; {@link Look.Found} only after the whole list was read
     */
    Look<List<ListedTopUp>> topUpsOf(ProviderRef card);

    /**
     * A top-up as a list shows it.
     *
     * @param seen how far it is, with the issuer's id of it
     * @param amount what was put on the card
     */
    record ListedTopUp(OrderSeen seen, Money amount) {}
}
