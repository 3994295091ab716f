package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.CardState.CloseReason;
import io.cardport.domain.card.LockOwner;

/** Whose lock or close an actor's wish makes. */
final class Owners {
    private Owners() {}

    static LockOwner of(Actor actor) {
        return switch (actor) {
            case Actor.OfDistributor ignored -> LockOwner.DISTRIBUTOR;
            case Actor.OfAdmin ignored -> LockOwner.ADMIN;
            // Of itself Cardport locks only what is frozen.
            case Actor.System ignored -> LockOwner.FREEZE;
        };
    }

    static CloseReason closing(Actor actor) {
        return switch (actor) {
            case Actor.OfDistributor ignored -> CloseReason.DISTRIBUTOR;
            case Actor.OfAdmin ignored -> CloseReason.ADMIN;
            case Actor.System ignored -> CloseReason.ADMIN;
        };
    }
}
