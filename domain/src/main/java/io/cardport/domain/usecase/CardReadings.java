package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.PendingChange;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Observation;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Review;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Applies what an issuer says of a card that is locked by the transaction. A reading has a time; one without a time, an
 * older one, and one that contradicts a change in flight only cause a look.
 */
final class CardReadings {
    private final Context context;
    private final Settlement settlement;

    CardReadings(Context context, Settlement settlement) {
        this.context = context;
        this.settlement = settlement;
    }

    /** Where a reading comes from. */
    enum Source {
        /** The issuer pushed it. */
        WEBHOOK,
        /** We asked. */
        LOOK
    }

    /** A reading with what else came with it. */
    record Reading(CardSeen seen, Optional<Instant> at, Optional<Money> refund, Source source) {}

    void apply(Stores stores, Card card, Reading reading) {
        if (reading.at().isEmpty()) {
            stores.cards().lookAt(card.id(), context.now());
            return;
        }
        Instant at = reading.at().get();
        Optional<Instant> last = card.standing().readAt();
        boolean older = last.filter(at::isBefore).isPresent();
        boolean equalAndDifferent = last.filter(at::equals).isPresent()
                && !card.standing().word().equals(reading.seen().word());
        if (older || equalAndDifferent) {
            // An issuer whose clock is ahead makes looks seem old: they are repeated until its time has come.
            stores.cards().lookAt(card.id(), reading.source() == Source.WEBHOOK ? context.now() : nextLook(card));
            return;
        }
        Optional<PendingChange> change = card.standing().change();
        boolean fulfils = change.filter(wanted ->
                        CardLifecycle.fulfils(wanted.kind(), reading.seen().reading()))
                .isPresent();
        if (fulfils
                && (change.get().kind() != ChangeKind.CLOSE
                                && SettleOperation.waitsForEarlier(
                                        stores, card, change.get().operation())
                        || !Confirmation.holds(
                                stores, operation(stores, change.get()), shownFrom(stores, change.get(), reading)))) {
            // What is seen may be the card before an earlier change, which can still come and undo it.
            lookAgain(stores, card, card.standing(), reading);
            return;
        }
        if (fulfils && change.filter(wanted -> at.isAfter(wanted.requestedAt())).isPresent()) {
            CardChanged changed =
                    new CardChanged(reading.seen().reading(), reading.seen().word(), reading.refund());
            settlement.seen(
                    stores,
                    change.get().operation(),
                    new Outcome.Done<>(new Effect.Changed(changed)),
                    shownFrom(stores, change.get(), reading));
            return;
        }
        observe(stores, card, reading, at);
        settleIssue(stores, card, reading.seen());
    }

    /** A webhook's time is the issuer's; only a look of ours is known to have begun after the earlier ones ended. */
    private Instant shownFrom(Stores stores, PendingChange change, Reading reading) {
        Instant at = reading.at().orElseGet(context::now);
        return switch (reading.source()) {
            case LOOK -> at;
            case WEBHOOK -> operation(stores, change).progress().firstSentAt().orElse(at);
        };
    }

    private static Operation operation(Stores stores, PendingChange change) {
        return stores.operations().lock(change.operation()).orElseThrow();
    }

    private void observe(Stores stores, Card before, Reading reading, Instant at) {
        CardSeen seen = reading.seen();
        boolean changing = before.standing().change().isPresent();
        Card.AtProvider told = new Card.AtProvider(
                before.atProvider().reference(),
                before.atProvider().references(),
                before.atProvider().facts().updatedBy(seen.facts()));
        Card.Standing was = before.standing();
        Card.Standing next = switch (CardLifecycle.observe(was.state(), seen.reading())) {
            case Observation.To<CardState>(var to) ->
                changing && (!overrides(to) || mayBeOurs(before, seen))
                        ? lookAgain(stores, before, was, reading)
                        : was.in(to, seen.word())
                                .readAt(at)
                                .refunded(reading.refund())
                                .reviewed(Reopening.stillInDoubt(stores, before));
            case Observation.Stay<CardState> ignored ->
                was.in(was.state(), seen.word()).readAt(at).refunded(reading.refund());
            case Observation.Look<CardState> ignored -> lookAgain(stores, before, was, reading);
            case Observation.Review<CardState>(var reason) ->
                changing && !was.state().equals(new CardState.Active())
                        ? lookAgain(stores, before, was, reading)
                        : reviewed(was, reason);
        };
        settlement.changes().changed(stores, before, before.atProvider(told).standing(next));
    }

    /** What an issuer does to a card for good, or locks itself, holds whatever we had asked for. */
    private static boolean overrides(CardState next) {
        return switch (next) {
            case CardState.Closing ignored -> true;
            case CardState.Closed ignored -> true;
            case CardState.Failed ignored -> true;
            case CardState.Locked ignored -> true;
            case CardState.Requested ignored -> false;
            case CardState.Pending ignored -> false;
            case CardState.Inactive ignored -> false;
            case CardState.Active ignored -> false;
        };
    }

    /** A lock that the issuer does not call its own may be the one that we are waiting for, told by a slower clock. */
    private static boolean mayBeOurs(Card card, CardSeen seen) {
        return seen.reading() == CardReading.LOCKED
                && card.standing()
                        .change()
                        .filter(change -> change.kind() == ChangeKind.LOCK)
                        .isPresent();
    }

    private Card.Standing lookAgain(Stores stores, Card card, Card.Standing was, Reading reading) {
        Instant now = context.now();
        boolean looked = reading.source() == Source.LOOK;
        if (looked && card.standing().change().isEmpty()) {
            return reviewed(was, "issuer_contradicts_itself");
        }
        stores.cards().lookAt(card.id(), looked ? nextLook(card) : now);
        return was;
    }

    private Instant nextLook(Card card) {
        var polling = Holders.Polling.of(context.providers().find(card.owner().account()));
        return context.now().plus(polling.timing().firstLook());
    }

    private Card.Standing reviewed(Card.Standing was, String reason) {
        return was.reviewed(was.review().or(() -> Optional.of(new Review(reason, context.now()))));
    }

    /** A card that the issuer shows as made, or as never made, settles the operation that asked for it. */
    private void settleIssue(Stores stores, Card card, CardSeen seen) {
        Optional<Operation> open = stores.operations().openOf(card.id()).stream()
                .filter(operation -> operation.kind() == OperationKind.ISSUE_CARD)
                .findFirst()
                .or(() -> issuedByHand(stores, card, seen));
        if (open.isEmpty()) {
            return;
        }
        switch (seen.reading()) {
            case ACTIVE, LOCKED, LOCKED_BY_PROVIDER, CLOSING, CLOSED -> issued(stores, open.get(), seen);
            case INACTIVE -> {
                if (OrderProgress.byOrder(context, open.get())) {
                    Operation issue = stores.operations().lock(open.get().id()).orElseThrow();
                    TakingUp.at(stores, issue, context.now());
                } else {
                    issued(stores, open.get(), seen);
                }
            }
            case FAILED ->
                settlement.failed(
                        stores,
                        stores.operations().lock(open.get().id()).orElseThrow(),
                        new Failure("issue_failed", seen.word()),
                        Subjects.Money.UNKNOWN);
            case PENDING, UNRECOGNISED -> {}
        }
    }

    private void issued(Stores stores, Operation operation, CardSeen seen) {
        settlement.apply(
                stores,
                operation.id(),
                new Outcome.Done<>(new Effect.Issued(new IssuedCard(seen, Map.of()))),
                Settlement.WhenNotSent.GIVE_UP);
    }

    /** An issue that a person settled is open again when the card turns out to be the contrary. */
    private static Optional<Operation> issuedByHand(Stores stores, Card card, CardSeen seen) {
        if (!(card.standing().state() instanceof CardState.Failed) && seen.reading() != CardReading.FAILED) {
            return Optional.empty();
        }
        return stores.operations().byHandOf(card.id()).stream()
                .filter(operation -> operation.kind() == OperationKind.ISSUE_CARD)
                .findFirst();
    }

    static boolean stillBeingMade(CardReading reading) {
        return reading == CardReading.PENDING || reading == CardReading.UNRECOGNISED;
    }
}
