package io.cardport.domain.issuing;

import java.util.List;

/**
 * Listing a holder's cards of one product, at an issuer that keeps no reference of ours. The core notes which cards the
 * issuer has before it sends a command, and afterwards takes exactly one new card that nobody owns for the command's.
 */
public non-sealed interface CardListing extends Capability {
    /**
     * Lists the cards.
     *
     * @param holder the issuer's id of the holder
     * @param product the issuer's id of the product
     * @return all of them, closed ones too; {@link Look.Found} only after the whole list was read
     */
    Look<List<IssuedCard>> cardsOf(ProviderRef holder, ProviderRef product);
}
