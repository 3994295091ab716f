package io.cardport.domain.issuing;

import java.util.Map;

/**
 * A card that the issuer has made or is making.
 *
 * @param seen the card as the issuer shows it
 * @param references further ids by name
 */
public record IssuedCard(CardSeen seen, Map<String, String> references) {
    /** Copies the references. */
    public IssuedCard {
        references = Map.copyOf(references);
    }
}
