package io.cardport.domain.id;

/** Names a movement of money to or from a card: a top-up or a withdrawal. */
public sealed interface MovementId extends Id permits TopUpId, WithdrawalId {}
