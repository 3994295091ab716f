package io.cardport.domain.issuing;

import io.cardport.domain.id.OperationId;

/**
 * A change of one card.
 *
 * @param operation our operation, from which the adapter derives the issuer's idempotency key
 * @param card the issuer's id of the card
 * @param reason why, at most 100 characters, may be empty
 */
public record CardCommand(OperationId operation, ProviderRef card, String reason) {}
