package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.id.CardId;
import java.util.Optional;

/**
 * Which card somebody wants to change.
 *
 * @param scope whose cards the caller sees
 * @param card which card
 * @param actor who asks: a distributor for its own, an admin for any
 * @param ifVersion the version that the card must have, where the caller sent {@code If-Match}
 */
public record CardCommandTarget(Scope scope, CardId card, Actor actor, Optional<Long> ifVersion) {}
