package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardLifecycle.Answer;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.PendingChange;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts.Lane;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Carries out wishes to change a card: decide and record in one transaction, send, record the outcome in another. */
final class CardWishes {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;
    private final Dispatch dispatch;
    private final Objections objections;

    CardWishes(Context context) {
        this.context = context;
        this.keys = new Keys(context);
        this.settlement = new Settlement(context);
        this.dispatch = new Dispatch(context);
        this.objections = new Objections(context);
    }

    Result<Card> carryOut(CardWish wish, Once<Card> once) {
        long began = System.nanoTime();
        return switch (context.work().write(stores -> begin(stores, wish, once))) {
            case Begun.Ended(var result) -> result;
            case Begun.Sent(var operation, var materials) -> {
                Outcome<Effect> outcome = dispatch.send(operation, materials, wish.secrets(), began);
                yield context.conclude(operation, stores -> end(stores, operation, outcome, wish, once));
            }
        };
    }

    private sealed interface Begun {
        record Ended(Result<Card> result) implements Begun {}

        record Sent(Operation operation, Dispatch.Materials materials) implements Begun {}
    }

    private Begun begin(Stores stores, CardWish wish, Once<Card> once) {
        CardWish.Target target = wish.target();
        OperationId id = context.ids().operation();
        var taken = keys.claim(stores, once, wish.claimed(id), keys.busyUntil());
        if (taken.isPresent()) {
            stores.undo();
            return new Begun.Ended(new Result.Repeated<>(taken.get()));
        }
        stores.freezes().share();
        Optional<Card> found = stores.cards().lock(target.scope(), target.card());
        if (found.isEmpty()) {
            return declined(stores, new Problem.NotFound());
        }
        Card card = found.get();
        if (target.version()
                .filter(version -> version != card.times().version())
                .isPresent()) {
            return declined(stores, new Problem.VersionMismatch());
        }
        Optional<Problem> frozen = Freezes.hindrance(stores, card, wish.ask());
        if (frozen.isPresent()) {
            return declined(stores, frozen.get());
        }
        Product product = stores.products().find(card.owner().product()).orElseThrow();
        var means = wish.means();
        if (context.ability(product, means.capability()).isEmpty()) {
            return declined(stores, new Problem.Unsupported(means.capability()));
        }
        List<Problem.Fault> faults = means.controls()
                .map(controls -> Controls.faults(controls, card.terms().currency(), ""))
                .orElse(List.of());
        if (!faults.isEmpty()) {
            return declined(stores, new Problem.InvalidFields(faults));
        }
        return switch (CardLifecycle.answer(card.metBy(wish.ask()), wish.ask())) {
            case Answer.No(var allowed) -> declined(stores, inState(card, allowed));
            case Answer.Already ignored -> {
                overtake(stores, wish, stores.operations().openOf(card.id()));
                yield already(stores, locked(stores, card), wish, once);
            }
            case Answer.Here(var next) -> {
                overtake(stores, wish, stores.operations().openOf(card.id()));
                yield decidedHere(stores, locked(stores, card), next, wish, once);
            }
            case Answer.Go ignored -> {
                if (underWay(card, wish).isPresent()) {
                    yield already(stores, card, wish, once);
                }
                Optional<Problem> hindrance = wish.hindrance().or(() -> objections.toChange(card, wish, id));
                yield hindrance.isPresent() ? declined(stores, hindrance.get()) : record(stores, card, wish, id, once);
            }
        };
    }

    static Problem inState(Card card, List<CardState.Name> allowed) {
        CardState state = card.effectiveState();
        return new Problem.CardInState(state.name(), state.lockedBy(), allowed);
    }

    private static Begun declined(Stores stores, Problem problem) {
        stores.undo();
        return new Begun.Ended(new Result.Declined<>(problem));
    }

    private Begun already(Stores stores, Card card, CardWish wish, Once<Card> once) {
        Result<Card> result = underWay(card, wish)
                .<Result<Card>>map(change -> new Result.Pending<>(card, change.operation()))
                .orElseGet(() -> new Result.Settled<>(card));
        return new Begun.Ended(keys.answered(stores, once, result));
    }

    /** The same wish of the same owner, sent or kept already. */
    private static Optional<PendingChange> underWay(Card card, CardWish wish) {
        return card.standing()
                .change()
                .filter(change -> Optional.of(change.kind()).equals(wish.means().change())
                        && change.by() == Owners.of(wish.target().actor()));
    }

    private Begun decidedHere(Stores stores, Card card, CardState next, CardWish wish, Once<Card> once) {
        audit(stores, card, wish);
        Card after = settlement
                .changes()
                .changed(
                        stores,
                        card,
                        card.standing(card.standing().in(next, card.standing().word())));
        return new Begun.Ended(keys.answered(stores, once, new Result.Settled<>(after)));
    }

    private Begun record(Stores stores, Card card, CardWish wish, OperationId id, Once<Card> once) {
        List<Operation> open = stores.operations().openOf(card.id());
        Optional<PendingChange> change = card.standing().change();
        boolean overtakes = Precedence.ends(wish.means().kind());
        if (change.isPresent() && wish.means().change().isPresent() && !overtakes) {
            return declined(stores, new Problem.OperationOpen(change.get().operation()));
        }
        Optional<Operation> before = open.stream()
                .filter(operation ->
                        Precedence.inTurn(operation.kind()) && !(operation.state() instanceof OperationState.Queued))
                .findFirst();
        boolean waits = wish.means().change().isPresent() && before.isPresent();
        if (waits && wish.means().whenNotSent() == Settlement.WhenNotSent.GIVE_UP) {
            // It carries what is never kept, so it can't be sent after the other.
            return declined(stores, new Problem.OperationOpen(before.get().id()));
        }
        boolean controls = wish.means().kind() == OperationKind.SET_SPENDING_CONTROLS;
        List<Operation> olderControls = open.stream()
                .filter(other -> controls && other.kind() == OperationKind.SET_SPENDING_CONTROLS)
                .toList();
        // They replace each other: what waits is called back, and what is under way must not arrive after this.
        olderControls.forEach(older -> settlement.cancelled(stores, older));
        boolean behind = olderControls.stream().anyMatch(older -> !(older.state() instanceof OperationState.Queued));
        Operation operation = operation(id, card, wish, waits || behind);
        switch (stores.operations().insert(operation)) {
            case OperationStore.Added.LaneTaken(var holder) -> {
                return declined(stores, new Problem.OperationOpen(holder));
            }
            case OperationStore.Added.Inserted ignored -> {}
        }
        overtake(stores, wish, open);
        audit(stores, card, wish);
        Card wanting = wanting(stores, card, wish, operation);
        if (operation.state() instanceof OperationState.Queued) {
            return new Begun.Ended(keys.answered(stores, once, new Result.Pending<>(wanting, operation.id())));
        }
        return new Begun.Sent(operation, Dispatch.Materials.of(wanting, wish.reason()));
    }

    /** What waits and would make the card usable again, or move its money, is called back. */
    private void overtake(Stores stores, CardWish wish, List<Operation> open) {
        if (Precedence.ends(wish.means().kind())) {
            open.stream()
                    .filter(queued -> Precedence.overtaken(queued.kind()))
                    .forEach(queued -> settlement.cancelled(stores, queued));
        }
    }

    private static Card locked(Stores stores, Card card) {
        return stores.cards().lock(new Scope.Everything(), card.id()).orElseThrow();
    }

    private Card wanting(Stores stores, Card card, CardWish wish, Operation operation) {
        Optional<ChangeKind> kind = wish.means().change();
        if (kind.isEmpty()) {
            return card;
        }
        Card current = stores.cards().lock(wish.target().scope(), card.id()).orElseThrow();
        var change = new PendingChange(kind.get(), Owners.of(wish.target().actor()), context.now(), operation.id());
        return settlement
                .changes()
                .changed(stores, current, current.standing(current.standing().wanting(Optional.of(change))));
    }

    private Operation operation(OperationId id, Card card, CardWish wish, boolean waits) {
        Instant now = context.now();
        Optional<ProviderAccount> account =
                context.providers().find(card.owner().account());
        boolean alone = account.map(found ->
                        found.provider().facts().of(wish.means().kind()).lane())
                .filter(lane -> lane != Lane.NONE)
                .isPresent();
        Instant sendBy = keys.sendBy(account);
        var about = new Operation.About(
                card.owner().distributor(),
                card.owner().account(),
                new Subject.OfCard(card.id()),
                Optional.of(card.id()),
                alone ? Optional.of(lane(wish.means().kind(), card)) : Optional.empty(),
                wish.means().controls());
        return new Operation(
                id,
                wish.means().kind(),
                about,
                waits ? new OperationState.Queued() : new OperationState.Sending(1, sendBy),
                waits ? keys.queued(now) : keys.sent(now, sendBy, account),
                wish.target().actor(),
                new Card.Times(0, now, now));
    }

    static String lane(OperationKind kind, Card card) {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + card.id();
    }

    private void audit(Stores stores, Card card, CardWish wish) {
        if (wish.target().actor() instanceof Actor.OfAdmin) {
            String action = "card." + wish.means().kind().name().toLowerCase(Locale.ROOT);
            stores.audit()
                    .append(new AuditEntry(
                            wish.target().actor(),
                            action,
                            Optional.of(new Subject.OfCard(card.id())),
                            wish.reason(),
                            context.now()));
        }
    }

    private Result<Card> end(Stores stores, Operation sent, Outcome<Effect> outcome, CardWish wish, Once<Card> once) {
        Operation operation =
                settlement.attempted(stores, sent, outcome, wish.means().whenNotSent());
        Card card =
                stores.cards().find(wish.target().scope(), wish.target().card()).orElseThrow();
        return keys.concluded(stores, once, operation, outcome, card);
    }
}
