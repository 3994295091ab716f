package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.PendingChange;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.FundsMovement.FundsReturned;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Observation;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Review;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Carries what became of an operation over to what it is about: card, money or holder. */
final class Subjects {
    private final Context context;
    private final Changes changes;
    private final Holders holders;

    Subjects(Context context, Changes changes) {
        this.context = context;
        this.changes = changes;
        this.holders = new Holders(context, changes);
    }

    /** Whether the money of a failed movement is back with us. */
    enum Money {
        /** It never left, or the issuer said that it came back. */
        BACK,
        /** Nobody said. */
        UNKNOWN
    }

    /** Locks the rows in the order that all transactions keep. */
    void lock(Stores stores, Operation operation) {
        if (operation.about().subject() instanceof Subject.OfCardholder(var holder)) {
            stores.cardholders().lock(new Scope.Everything(), holder);
        }
        if (operation.about().subject() instanceof Subject.OfApplicant(var applicant)) {
            stores.applicants()
                    .find(applicant)
                    .ifPresent(found -> stores.cardholders().lock(new Scope.Everything(), found.cardholder()));
        }
        stores.lockAhead(operation);
        operation.about().card().ifPresent(card -> stores.cards().lock(new Scope.Everything(), card));
        stores.movements().lockOf(operation.id());
    }

    /** Whether what the issuer shows is known as another holder's or card's. */
    boolean ofAnother(Stores stores, Operation operation, Effect effect) {
        return switch (effect) {
            case Effect.Issued(IssuedCard issued, var ignored) ->
                AnswerLocks.names(issued)
                        .anyMatch(name -> boundElsewhere(
                                stores,
                                new Reference(operation.about().account(), Kind.CARD, name),
                                operation.about().card().<Subject>map(Subject.OfCard::new)));
            case Effect.Onboarded(var holder) ->
                boundElsewhere(
                        stores,
                        new Reference(operation.about().account(), Kind.HOLDER, holder.holder()),
                        Optional.of(holders.named(stores, operation)));
            case Effect.Changed ignored -> false;
            case Effect.Moved ignored -> false;
            case Effect.Nothing ignored -> false;
        };
    }

    private static boolean boundElsewhere(Stores stores, Reference reference, Optional<Subject> ours) {
        return stores.references()
                .lock(reference)
                .filter(known -> !ours.equals(Optional.of(known)))
                .isPresent();
    }

    void succeeded(Stores stores, Operation operation, Effect effect) {
        switch (effect) {
            case Effect.Issued issued -> {
                issued(stores, operation, issued, PendingCards.Looks.OF_THE_CARD);
                card(stores, operation).ifPresent(made -> PendingCards.lookAgain(context, stores, made));
            }
            case Effect.Changed(CardChanged changed) -> changed(stores, operation, changed);
            case Effect.Moved ignored -> {}
            case Effect.Onboarded(var holder) -> {
                holders.became(stores, operation);
                holders.onboarded(stores, operation, holder);
            }
            case Effect.Nothing ignored -> applied(stores, operation);
        }
        FundsMoved moved = effect instanceof Effect.Moved(FundsMoved funds) ? funds : FundsMoved.PLAIN;
        stores.movements().lockOf(operation.id()).ifPresent(movement -> arrived(stores, operation, movement, moved));
    }

    void accepted(Stores stores, Operation operation, ProviderRef order, Optional<Effect> soFar) {
        soFar.ifPresent(effect -> {
            switch (effect) {
                case Effect.Issued issued -> found(stores, operation, issued);
                case Effect.Onboarded(var holder) -> holders.onboarded(stores, operation, holder);
                case Effect.Changed ignored -> {}
                case Effect.Moved ignored -> {}
                case Effect.Nothing ignored -> {}
            }
        });
        stores.movements().lockOf(operation.id()).ifPresent(movement -> {
            FundsMovement.Result was = movement.result();
            // The order's id alone is no news for distributors: it is kept without a version of its own.
            stores.movements()
                    .update(new FundsMovement(
                            movement.id(),
                            movement.owner(),
                            movement.kind(),
                            movement.amount(),
                            new FundsMovement.Result(
                                    was.state(), was.moved(), was.fundsReturned(), was.failure(), order.value()),
                            movement.times()));
        });
    }

    /** The issuer has the card, made or not. */
    void found(Stores stores, Operation operation, Effect.Issued effect) {
        PendingCards.Looks looks = OrderProgress.showsCard(context, operation)
                ? PendingCards.Looks.OF_THE_OPERATION
                : PendingCards.Looks.OF_THE_CARD;
        issued(stores, operation, effect, looks);
    }

    private void issued(Stores stores, Operation operation, Effect.Issued effect, PendingCards.Looks looks) {
        IssuedCard issued = effect.card();
        card(stores, operation).ifPresent(before -> {
            ProviderRef reference = issued.seen().card();
            Card known = before.atProvider(before.atProvider()
                    .learning(reference, issued.references(), issued.seen().facts()));
            changes.changed(stores, before, known.standing(shown(known.standing(), effect)), looks);
            AnswerLocks.names(issued)
                    .forEach(name -> bind(stores, operation, Kind.CARD, name, new Subject.OfCard(before.id())));
        });
    }

    /** What the issuer has said of the card since a look began is newer than what that look shows. */
    private static Card.Standing shown(Card.Standing was, Effect.Issued effect) {
        Optional<Instant> from = effect.shownFrom();
        if (from.flatMap(began -> was.readAt().filter(began::isBefore)).isPresent()) {
            return was;
        }
        var seen = effect.card().seen();
        CardState next = CardLifecycle.observe(was.state(), seen.reading()) instanceof Observation.To<CardState>(var to)
                ? to
                : was.state();
        Card.Standing standing = was.in(next, seen.word());
        return from.map(standing::readAt).orElse(standing);
    }

    private void changed(Stores stores, Operation operation, CardChanged changed) {
        card(stores, operation).ifPresent(before -> {
            PendingChange change = before.standing()
                    .change()
                    .filter(wanted -> wanted.operation().equals(operation.id()))
                    .orElseGet(() -> late(operation));
            CardState next = CardLifecycle.confirm(before.standing().state(), change, changed.reading());
            Card.Standing standing = before.standing()
                    .in(next, changed.word().isEmpty() ? before.standing().word() : changed.word())
                    .wanting(before.standing()
                            .change()
                            .filter(wanted -> !wanted.operation().equals(operation.id())))
                    .refunded(changed.refund())
                    .readAt(before.standing()
                            .readAt()
                            .filter(context.now()::isBefore)
                            .orElseGet(context::now));
            changes.changed(stores, before, before.standing(standing));
        });
    }

    /** A change that another one has overtaken: what it wanted is known from its kind and from who asked. */
    private PendingChange late(Operation operation) {
        PendingChange.ChangeKind kind = switch (operation.kind()) {
            case ACTIVATE_CARD -> PendingChange.ChangeKind.ACTIVATE;
            case LOCK_CARD -> PendingChange.ChangeKind.LOCK;
            case CLOSE_CARD -> PendingChange.ChangeKind.CLOSE;
            case UNLOCK_CARD,
                    REGISTER_CARDHOLDER,
                    UPDATE_CARDHOLDER,
                    SUBMIT_APPLICANT,
                    ISSUE_CARD,
                    TOP_UP,
                    WITHDRAW,
                    SET_PIN,
                    SET_SPENDING_CONTROLS -> PendingChange.ChangeKind.UNLOCK;
        };
        return new PendingChange(
                kind, Owners.of(operation.requestedBy()), operation.times().createdAt(), operation.id());
    }

    private void applied(Stores stores, Operation operation) {
        switch (operation.kind()) {
            case REGISTER_CARDHOLDER, SUBMIT_APPLICANT, UPDATE_CARDHOLDER -> holders.became(stores, operation);
            case SET_SPENDING_CONTROLS -> controlled(stores, operation);
            case ISSUE_CARD, ACTIVATE_CARD, LOCK_CARD, UNLOCK_CARD, CLOSE_CARD, TOP_UP, WITHDRAW, SET_PIN -> {}
        }
    }

    private void controlled(Stores stores, Operation operation) {
        card(stores, operation)
                .ifPresent(before -> operation.about().controls().ifPresent(controls -> {
                    Card.Terms terms = before.terms();
                    var was = terms.options();
                    var options = new CardOptions(
                            was.initialLoad(),
                            was.nameOnCard(),
                            was.addresses(),
                            controls,
                            was.singleUse(),
                            was.expiresAt(),
                            was.metadata());
                    changes.changed(
                            stores,
                            before,
                            before.terms(
                                    new Card.Terms(terms.type(), terms.currency(), options, terms.usableOnlyFunded())));
                }));
    }

    private void arrived(Stores stores, Operation operation, FundsMovement movement, FundsMoved moved) {
        if (movement.result().state() == MovementState.SUCCEEDED) {
            return;
        }
        changes.changed(
                stores,
                movement,
                new FundsMovement.Result(
                        MovementState.SUCCEEDED,
                        moved,
                        FundsReturned.UNKNOWN,
                        Optional.empty(),
                        movement.result().reference()));
        stores.ledger().book(Bookings.arrival(operation, movement, moved));
        if (movement.kind() != FundsMovement.Kind.WITHDRAWAL) {
            card(stores, operation)
                    .ifPresent(before -> changes.changed(
                            stores, before, before.standing(before.standing().withFunds())));
        }
    }

    void failed(Stores stores, Operation operation, Failure failure, Money money) {
        switch (operation.kind()) {
            case ISSUE_CARD ->
                card(stores, operation).filter(Subjects::notFailed).ifPresent(before -> {
                    CardState next = new CardState.Failed(failure.code(), failure.message());
                    changes.changed(
                            stores,
                            before,
                            before.standing(before.standing()
                                    .in(next, before.standing().word())
                                    .reviewed(Optional.empty())));
                });
            case ACTIVATE_CARD, LOCK_CARD, UNLOCK_CARD, CLOSE_CARD ->
                card(stores, operation)
                        .ifPresent(before -> changes.changed(
                                stores,
                                before,
                                before.standing(before.standing().wanting(stillWanted(stores, before, operation)))));
            case REGISTER_CARDHOLDER -> holders.notRegistered(stores, operation);
            // An issuer that registers with the first applicant has nobody if that was turned down: the holder stays
            // NEW.
            case SUBMIT_APPLICANT -> holders.exists(stores, operation);
            case UPDATE_CARDHOLDER, TOP_UP, WITHDRAW, SET_PIN, SET_SPENDING_CONTROLS -> {}
        }
        stores.movements()
                .lockOf(operation.id())
                .ifPresent(movement -> notMoved(stores, operation, movement, failure, money));
    }

    /** With the change that ends goes what it wanted; a lock or close that it had taken the place of is wanted again. */
    private Optional<PendingChange> stillWanted(Stores stores, Card card, Operation ended) {
        Optional<PendingChange> wanted = card.standing().change();
        if (wanted.filter(change -> change.operation().equals(ended.id())).isEmpty()) {
            return wanted;
        }
        return stores.operations().openOf(card.id()).stream()
                .filter(open -> !open.id().equals(ended.id()) && Precedence.ends(open.kind()))
                .filter(open -> !(open.state() instanceof OperationState.InReview))
                .max(Comparator.comparing(open -> open.times().createdAt()))
                .map(this::late);
    }

    /** A reading may have told so before the operation that it settles. */
    private static boolean notFailed(Card card) {
        return !(card.standing().state() instanceof CardState.Failed);
    }

    private void notMoved(Stores stores, Operation operation, FundsMovement movement, Failure failure, Money money) {
        boolean failed = movement.result().state() == MovementState.FAILED;
        boolean stillOut = failed && movement.result().fundsReturned() == FundsReturned.UNKNOWN;
        if (failed && !(stillOut && money == Money.BACK)) {
            return;
        }
        changes.changed(
                stores,
                movement,
                new FundsMovement.Result(
                        MovementState.FAILED,
                        FundsMoved.PLAIN,
                        money == Money.BACK ? FundsReturned.YES : FundsReturned.UNKNOWN,
                        Optional.of(failure),
                        movement.result().reference()));
        if (money == Money.BACK) {
            stores.ledger().book(Bookings.comingBack(operation, movement));
        }
    }

    /** A failed movement's money came back after all. */
    void cameBack(Stores stores, Operation operation, Failure failure) {
        stores.movements()
                .lockOf(operation.id())
                .ifPresent(movement -> notMoved(stores, operation, movement, failure, Money.BACK));
    }

    /** Nobody knows what became of it; whoever asked for a holder has been given one. */
    void lost(Stores stores, Operation operation) {
        switch (operation.kind()) {
            case REGISTER_CARDHOLDER, SUBMIT_APPLICANT -> holders.exists(stores, operation);
            case UPDATE_CARDHOLDER,
                    ISSUE_CARD,
                    ACTIVATE_CARD,
                    LOCK_CARD,
                    UNLOCK_CARD,
                    CLOSE_CARD,
                    TOP_UP,
                    WITHDRAW,
                    SET_PIN,
                    SET_SPENDING_CONTROLS -> {}
        }
    }

    void unsettled(Stores stores, Operation operation, String reason) {
        lost(stores, operation);
        contradicted(stores, operation, reason);
        if (OrderProgress.showsCard(context, operation)) {
            // No job looks at the operation any more.
            card(stores, operation).ifPresent(made -> PendingCards.lookAgain(context, stores, made));
        }
        stores.movements().lockOf(operation.id()).ifPresent(movement -> {
            FundsMovement.Result was = movement.result();
            if (was.state() == MovementState.PENDING) {
                changes.changed(
                        stores,
                        movement,
                        new FundsMovement.Result(
                                MovementState.UNSETTLED,
                                was.moved(),
                                was.fundsReturned(),
                                was.failure(),
                                was.reference()));
            }
        });
    }

    void contradicted(Stores stores, Operation operation, String reason) {
        card(stores, operation)
                .ifPresent(before -> changes.changed(
                        stores,
                        before,
                        before.standing(before.standing()
                                .reviewed(before.standing()
                                        .review()
                                        .or(() -> Optional.of(new Review(reason, context.now())))))));
    }

    private void bind(Stores stores, Operation operation, Kind kind, ProviderRef reference, Subject subject) {
        stores.references()
                .bind(new Reference(operation.about().account(), kind, reference), subject)
                .forEach(delivery -> stores.inbox().again(delivery, context.now()));
    }

    private Optional<Card> card(Stores stores, Operation operation) {
        return operation.about().card().flatMap(card -> stores.cards().lock(new Scope.Everything(), card));
    }
}
