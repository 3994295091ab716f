package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.PendingChange;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Confirms a lock or close that the issuer carried out while an earlier operation of the card was under way: the issuer may
 * apply that one afterwards. Only a look begun after all of them are final counts, and what it does not show is asked for
 * again. (Soundness rule 10.)
 */
final class Confirmation {
    private static final int RECENT = 100;
    private static final int LOOKS = 5;
    private static final Duration NET = Duration.ofSeconds(60);

    private final Context context;
    private final Settlement settlement;
    private final Keys keys;

    Confirmation(Context context, Settlement settlement) {
        this.context = context;
        this.settlement = settlement;
        this.keys = new Keys(context);
    }

    /**
     * Whether what the issuer shows of an operation from a time on can no longer be undone by an earlier one. One that a
     * person has to find out about is not waited for: nobody knows whether it was ever sent, and it may take days.
     */
    static boolean holds(Stores stores, Operation operation, Instant from) {
        if (!Precedence.ends(operation.kind())) {
            return true;
        }
        var card = operation.about().card();
        var filter = new OperationStore.Filter(new Scope.Everything(), Optional.empty(), Optional.empty(), card);
        return Stream.concat(
                        stores.operations().openOf(card.orElseThrow()).stream(),
                        stores.operations().list(filter, new Page.Request(RECENT, Optional.empty())).data().stream())
                .filter(other -> Precedence.older(other, operation))
                .noneMatch(earlier -> mayFollow(earlier, from));
    }

    private static boolean mayFollow(Operation earlier, Instant from) {
        return switch (earlier.state()) {
            case OperationState.Sending ignored -> true;
            case OperationState.Waiting ignored -> true;
            case OperationState.Unknown ignored -> true;
            case OperationState.Confirming ignored -> true;
            case OperationState.Succeeded ignored -> settledAfter(earlier, from);
            case OperationState.Failed ignored -> settledAfter(earlier, from);
            case OperationState.SucceededByHand ignored -> settledAfter(earlier, from);
            case OperationState.FailedByHand ignored -> settledAfter(earlier, from);
            case OperationState.Queued ignored -> false;
            case OperationState.Cancelled ignored -> false;
            case OperationState.InReview ignored -> false;
        };
    }

    private static boolean settledAfter(Operation earlier, Instant from) {
        return earlier.progress().settledAt().filter(at -> at.isAfter(from)).isPresent();
    }

    /** Looks once nothing earlier is under way. */
    Operation take(Operation operation) {
        Instant began = context.now();
        Optional<Card> card = context.work()
                .read(stores -> holds(stores, operation, began)
                        ? operation.about().card().flatMap(id -> stores.cards().find(new Scope.Everything(), id))
                        : Optional.empty());
        if (card.isEmpty()) {
            // Woken when the last of them is settled; this is only a net below that.
            return context.work().write(stores -> later(stores, operation, began.plus(NET)));
        }
        Optional<CardLookup> lookup = context.ability(operation.about().account(), CardLookup.class);
        var reference = card.get().atProvider().reference();
        if (lookup.isEmpty() || reference.isEmpty()) {
            return context.work().write(stores -> settlement.review(stores, operation.id(), "card_cannot_be_read"));
        }
        return switch (lookup.get().card(reference.get())) {
            case Look.Found<CardSeen>(var seen) -> found(operation, seen, began);
            case Look.Absent<CardSeen> ignored -> review(operation, "unknown_to_issuer");
            case Look.Denied<CardSeen> ignored -> review(operation, "look_denied");
            case Look.Unavailable<CardSeen> ignored ->
                context.work()
                        .write(stores -> later(
                                stores,
                                operation,
                                Settlement.nextTry(operation.times().updatedAt(), began)));
        };
    }

    private Operation review(Operation operation, String reason) {
        return context.work().write(stores -> settlement.review(stores, operation.id(), reason));
    }

    private Operation found(Operation operation, CardSeen seen, Instant began) {
        if (CardLifecycle.fulfils(kind(operation), seen.reading())) {
            CardChanged changed = new CardChanged(seen.reading(), seen.word(), Optional.empty());
            return context.work()
                    .write(stores -> settlement.seen(
                            stores, operation.id(), new Outcome.Done<>(new Effect.Changed(changed)), began));
        }
        if (undone(operation, seen.reading())) {
            return context.work().write(stores -> sendAgain(stores, operation));
        }
        return operation.progress().looks() < LOOKS
                ? context.work().write(stores -> again(stores, operation))
                : review(operation, "change_not_seen");
    }

    private static ChangeKind kind(Operation operation) {
        return operation.kind() == OperationKind.CLOSE_CARD ? ChangeKind.CLOSE : ChangeKind.LOCK;
    }

    private static boolean undone(Operation operation, CardReading reading) {
        return switch (reading) {
            case ACTIVE, INACTIVE -> true;
            case LOCKED, LOCKED_BY_PROVIDER -> operation.kind() == OperationKind.CLOSE_CARD;
            case PENDING, CLOSING, CLOSED, FAILED, UNRECOGNISED -> false;
        };
    }

    /** The issuer remembers this operation's key and would do nothing, so the wish goes on in an operation of its own. */
    private Operation sendAgain(Stores stores, Operation seen) {
        Card card = stores.cards()
                .lock(new Scope.Everything(), seen.about().card().orElseThrow())
                .orElseThrow();
        Operation operation = stores.operations().lock(seen.id()).orElseThrow();
        if (!(operation.state() instanceof OperationState.Confirming)) {
            return operation;
        }
        Instant now = context.now();
        Operation done =
                settlement.changes().changed(stores, operation, operation.became(new OperationState.Succeeded(), now));
        Optional<PendingChange> wanted =
                card.standing().change().filter(change -> change.operation().equals(operation.id()));
        if (wanted.isEmpty()) {
            // A later wish has taken its place.
            return done;
        }
        Operation next = new Operation(
                context.ids().operation(),
                operation.kind(),
                operation.about(),
                new OperationState.Queued(),
                keys.queued(now),
                operation.requestedBy(),
                new Card.Times(0, now, now));
        stores.operations().insert(next);
        PendingChange was = wanted.get();
        var change = new PendingChange(was.kind(), was.by(), was.requestedAt(), next.id());
        settlement.changes().changed(stores, card, card.standing(card.standing().wanting(Optional.of(change))));
        return done;
    }

    private Operation again(Stores stores, Operation seen) {
        Operation operation = lock(stores, seen);
        if (!(operation.state() instanceof OperationState.Confirming)) {
            return operation;
        }
        Instant next = new Holders.Polling(settlement.timing(operation))
                .next(context.now(), operation.progress().looks());
        Operation after = operation.progress(operation.progress().lookedFor(next));
        stores.operations().update(after);
        return after;
    }

    private Operation later(Stores stores, Operation seen, Instant at) {
        Operation operation = lock(stores, seen);
        if (!(operation.state() instanceof OperationState.Confirming)) {
            return operation;
        }
        Operation after = operation.progress(operation.progress().takenUpAt(Optional.of(at)));
        stores.operations().update(after);
        return after;
    }

    private static Operation lock(Stores stores, Operation seen) {
        seen.about().card().ifPresent(card -> stores.cards().lock(new Scope.Everything(), card));
        return stores.operations().lock(seen.id()).orElseThrow();
    }
}
