package io.cardport.domain.issuing;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.money.Money;
import java.util.Optional;

/**
 * A card after a change that the issuer confirmed.
 *
 * @param reading what the issuer says it is now
 * @param word the issuer's own word
 * @param refund what came back with a close, where the issuer says so
 */
public record CardChanged(CardReading reading, String word, Optional<Money> refund) {}
