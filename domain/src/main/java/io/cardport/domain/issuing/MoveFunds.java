package io.cardport.domain.issuing;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.money.Money;

/**
 * Money to put on a card or to take off it.
 *
 * @param operation our operation, from which the adapter derives the issuer's idempotency key
 * @param card the issuer's id of the card
 * @param amount how much, more than zero
 */
public record MoveFunds(OperationId operation, ProviderRef card, Money amount) {}
