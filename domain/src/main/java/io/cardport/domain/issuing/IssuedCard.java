package io.cardport.domain.issuing;

import java.util.Map;
import java.util.Set;

/**
 * A card that the issuer has made or is making.
 *
 * @param seen the card as the issuer shows it
 * @param references further ids by name
 * @param alsoCalled ids by which the issuer's webhooks name the card, where they differ from the one used in calls
 */
public record IssuedCard(CardSeen seen, Map<String, String> references, Set<ProviderRef> alsoCalled) {
    /** Copies the collections. */
    public IssuedCard {
        references = Map.copyOf(references);
        alsoCalled = Set.copyOf(alsoCalled);
    }

    /**
     * A card that has one id everywhere.
     *
     * @param seen the card as the issuer shows it
     * @param references further ids by name
     */
    public IssuedCard(CardSeen seen, Map<String, String> references) {
        this(seen, references, Set.of());
    }
}
