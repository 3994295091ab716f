package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.FundsMovement.FundsReturned;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.operation.Observation;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationLifecycle;
import io.cardport.domain.operation.OperationNews;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Review;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.Stores;
import java.util.Optional;

/**
 * Begins and ends doubt: opens again what a person had settled and the issuer contradicts: money is under way again and a card that had failed is
 * in doubt, until a person decides with both facts. (Soundness rule 4.)
 */
final class Reopening {
    private final Context context;
    private final Changes changes;
    private final Subjects subjects;

    Reopening(Context context, Changes changes, Subjects subjects) {
        this.context = context;
        this.changes = changes;
        this.subjects = subjects;
    }

    /** Reopens what was settled by hand; of anything else only the card is shown to a person. */
    Operation reopen(Stores stores, Operation operation, String reason) {
        if (!(OperationLifecycle.observe(operation.state(), new OperationNews.Contradicted(reason))
                instanceof Observation.To<OperationState>(var next))) {
            subjects.contradicted(stores, operation, reason);
            return operation;
        }
        stores.movements().lockOf(operation.id()).ifPresent(movement -> underWay(stores, operation, movement));
        if (operation.kind() == OperationKind.ISSUE_CARD && operation.state() instanceof OperationState.FailedByHand) {
            asked(stores, operation, reason);
        }
        subjects.contradicted(stores, operation, reason);
        stores.audit()
                .append(new AuditEntry(
                        new Actor.System(),
                        "operation.reopen",
                        Optional.of(new Subject.OfOperation(operation.id())),
                        reason,
                        context.now()));
        return changes.changed(stores, operation, operation.reopened(next, context.now()));
    }

    /** Whether the issuer made another card than the one that a person had named. */
    boolean anotherCard(Stores stores, Operation operation, Effect effect) {
        return operation.state() instanceof OperationState.SucceededByHand
                && effect instanceof Effect.Issued(var issued, var ignored)
                && card(stores, operation)
                        .flatMap(card -> card.atProvider().reference())
                        .filter(known -> !known.equals(issued.seen().card()))
                        .isPresent();
    }

    /** A review that an unsettled operation causes outlasts whatever the card itself goes through. */
    static Optional<Review> stillInDoubt(Stores stores, Card card) {
        return card.standing()
                .review()
                .filter(review -> stores.operations().openOf(card.id()).stream()
                        .anyMatch(open -> open.state() instanceof OperationState.InReview));
    }

    /** What a person was to find out is known: the card has nothing more to be found out about. */
    void doubtEnds(Stores stores, Operation before, CardId id) {
        if (!(before.state() instanceof OperationState.InReview(var reason))) {
            return;
        }
        Card card = stores.cards().lock(new Scope.Everything(), id).orElseThrow();
        boolean caused = card.standing()
                .review()
                .filter(review -> review.reason().equals(reason))
                .isPresent();
        if (caused && stillInDoubt(stores, card).isEmpty()) {
            changes.changed(stores, card, card.standing(card.standing().reviewed(Optional.empty())));
        }
    }

    private void underWay(Stores stores, Operation operation, FundsMovement movement) {
        FundsMovement.Result was = movement.result();
        switch (was.state()) {
            case SUCCEEDED -> stores.ledger().book(Bookings.undone(Bookings.arrival(operation, movement, was.moved())));
            case FAILED -> {
                if (was.fundsReturned() == FundsReturned.YES) {
                    stores.ledger().book(Bookings.undone(Bookings.comingBack(operation, movement)));
                }
            }
            case PENDING, UNSETTLED -> {}
        }
        changes.changed(
                stores,
                movement,
                new FundsMovement.Result(
                        MovementState.UNSETTLED,
                        FundsMoved.PLAIN,
                        FundsReturned.UNKNOWN,
                        Optional.empty(),
                        was.reference()));
    }

    /** A card that had failed is one that was asked for, as it was before a person settled it. */
    private void asked(Stores stores, Operation operation, String reason) {
        card(stores, operation)
                .filter(card -> card.standing().state() instanceof CardState.Failed)
                .ifPresent(before -> {
                    CardState state = before.atProvider().reference().isPresent()
                            ? new CardState.Pending()
                            : new CardState.Requested();
                    Card.Standing standing = before.standing();
                    changes.changed(
                            stores,
                            before,
                            before.standing(standing.in(state, standing.word())
                                    .reviewed(standing.review()
                                            .or(() -> Optional.of(new Review(reason, context.now()))))));
                });
    }

    private static Optional<Card> card(Stores stores, Operation operation) {
        return operation.about().card().flatMap(card -> stores.cards().lock(new Scope.Everything(), card));
    }
}
