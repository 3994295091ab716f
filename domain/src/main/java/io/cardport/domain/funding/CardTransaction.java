package io.cardport.domain.funding;

import io.cardport.domain.card.Card.Times;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.issuing.TransactionSeen;

/**
 * A card transaction as we keep it.
 *
 * @param id our id
 * @param distributor whose
 * @param card on which card
 * @param seen what the issuer showed last
 * @param times version and times
 */
public record CardTransaction(
        TransactionId id, DistributorId distributor, CardId card, TransactionSeen seen, Times times) {}
