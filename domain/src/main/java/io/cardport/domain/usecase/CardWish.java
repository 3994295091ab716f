package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Subject;
import java.util.Optional;

/**
 * A wish to change a card, in the form that {@link CardWishes} carries out. A hindrance counts only where the issuer would
 * have to be asked.
 */
record CardWish(
        Target target, CardAsk ask, Means means, Dispatch.Secrets secrets, String reason, Optional<Problem> hindrance) {
    CardWish(Target target, CardAsk ask, Means means, Dispatch.Secrets secrets, String reason) {
        this(target, ask, means, secrets, reason, Optional.empty());
    }

    /** What a repeat after a crash is answered from: the card, unless nothing of the wish ever shows on it. */
    Subject claimed(OperationId operation) {
        return means.kind() == OperationKind.SET_PIN
                ? new Subject.OfOperation(operation)
                : new Subject.OfCard(target.card());
    }

    /**
     * Which card, and who asks.
     *
     * @param scope whose cards the caller sees
     * @param card which card
     * @param actor who asks
     * @param version the version that the caller expects
     */
    record Target(Scope scope, CardId card, Actor actor, Optional<Long> version) {
        static Target of(CardCommandTarget target) {
            return new Target(target.scope(), target.card(), target.actor(), target.ifVersion());
        }
    }

    /** How the wish is carried out. */
    record Means(
            OperationKind kind,
            Class<? extends Capability> capability,
            Optional<ChangeKind> change,
            Settlement.WhenNotSent whenNotSent,
            Optional<CardControlsSpec> controls) {
        static Means change(OperationKind kind, Class<? extends Capability> capability, ChangeKind change) {
            return new Means(kind, capability, Optional.of(change), Settlement.WhenNotSent.KEEP, Optional.empty());
        }
    }
}
