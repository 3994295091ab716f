package io.cardport.domain.issuing;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import java.time.Instant;
import java.util.Optional;

/**
 * A card as the issuer shows it.
 *
 * @param card the issuer's id of the card
 * @param reading what its word means
 * @param word the issuer's own word
 * @param facts what may be shown
 * @param at when the issuer says it became so; empty where the issuer gives no time, then the look's own time holds
 */
public record CardSeen(ProviderRef card, CardReading reading, String word, CardFacts facts, Optional<Instant> at) {}
