package io.cardport.domain.issuing;

import io.cardport.domain.id.OperationId;

/**
 * A change of one card.
 *
 * @param operation our operation, from which the adapter derives the issuer's idempotency key
 * @param card the issuer's id of the card
 * @param reason why, at most 100 characters, may be empty; it is not kept, so a repeat of the operation has none, and what
 *     an issuer's idempotency key covers must not carry it
 */
public record CardCommand(OperationId operation, ProviderRef card, String reason) {}
