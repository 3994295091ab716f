package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardLifecycle.Answer;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.funding.LedgerEntry.Account;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts.Lane;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What top-ups and withdrawals share: decide and book in one transaction, send, record the outcome in another. */
final class MoveMoney {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;
    private final Dispatch dispatch;
    private final Direction direction;
    private final Lanes lanes;

    MoveMoney(Context context, Direction direction) {
        this.context = context;
        this.keys = new Keys(context);
        this.settlement = new Settlement(context);
        this.dispatch = new Dispatch(context);
        this.direction = direction;
        this.lanes = new Lanes(context);
    }

    /** Which way money goes, and by what means. */
    record Direction(
            FundsMovement.Kind kind, OperationKind operation, CardAsk ask, Class<? extends Capability> capability) {}

    private sealed interface Begun {
        record Ended(Result<FundsMovement> result) implements Begun {}

        record Sent(Operation operation, Dispatch.Materials materials) implements Begun {}
    }

    Result<FundsMovement> carryOut(
            DistributorId distributor, CardId card, Money amount, MovementId id, Once<FundsMovement> once) {
        Lanes.Before before = lanes.none(direction.operation()) || keys.used(once)
                ? new Lanes.Before.NotAsked()
                : before(distributor, card);
        long began = System.nanoTime();
        return switch (context.work().write(stores -> {
            Begun begun = begin(stores, distributor, card, amount, id, once);
            if (begun instanceof Begun.Sent(var operation, var ignored)) {
                Lanes.note(stores, operation.id(), before);
            }
            return begun;
        })) {
            case Begun.Ended(var result) -> result;
            case Begun.Sent(var operation, var materials) -> {
                Outcome<Effect> outcome = lanes.obstacle(operation, before)
                        .<Outcome<Effect>>map(Outcome.NotSent::new)
                        .orElseGet(() -> dispatch.send(operation, materials, Dispatch.Secrets.NONE, began));
                yield context.conclude(operation, stores -> {
                    Operation after = settlement.attempted(stores, operation, outcome, Settlement.WhenNotSent.KEEP);
                    FundsMovement movement = stores.movements()
                            .find(new Scope.Own(distributor), id)
                            .orElseThrow();
                    return keys.concluded(stores, once, after, outcome, movement);
                });
            }
        };
    }

    private Lanes.Before before(DistributorId distributor, CardId card) {
        return direction.operation() == OperationKind.TOP_UP
                ? lanes.beforeTopUp(new Scope.Own(distributor), card)
                : new Lanes.Before.NotAsked();
    }

    private Begun begin(
            Stores stores,
            DistributorId distributor,
            CardId cardId,
            Money amount,
            MovementId id,
            Once<FundsMovement> once) {
        Instant busyUntil = keys.busyUntil();
        var taken = keys.claim(stores, once, new Subject.OfMovement(id), busyUntil);
        if (taken.isPresent()) {
            stores.undo();
            return new Begun.Ended(new Result.Repeated<>(taken.get()));
        }
        stores.freezes().share();
        Optional<Card> card = stores.cards().lock(new Scope.Own(distributor), cardId);
        if (card.isEmpty()) {
            return declined(stores, new Problem.NotFound());
        }
        Product product = stores.products().find(card.get().owner().product()).orElseThrow();
        Optional<Problem> problem =
                Freezes.hindrance(stores, card.get(), direction.ask()).or(() -> problem(card.get(), product, amount));
        return problem.isPresent() ? declined(stores, problem.get()) : record(stores, card.get(), product, amount, id);
    }

    private static Begun declined(Stores stores, Problem problem) {
        stores.undo();
        return new Begun.Ended(new Result.Declined<>(problem));
    }

    private Optional<Problem> problem(Card card, Product product, Money amount) {
        if (context.ability(product, direction.capability()).isEmpty()) {
            return Optional.of(new Problem.Unsupported(direction.capability()));
        }
        if (!amount.currency().equals(card.terms().currency())) {
            return Optional.of(new Problem.InvalidFields(List.of(
                    Controls.wrongCurrency("/amount/currency", card.terms().currency()))));
        }
        if (CardLifecycle.answer(card.effectiveState(), direction.ask()) instanceof Answer.No(var allowed)) {
            return Optional.of(CardWishes.inState(card, allowed));
        }
        return direction.kind() == FundsMovement.Kind.TOP_UP
                ? IssueRules.outOfRange(amount, product.seen().funding())
                : Optional.empty();
    }

    private Begun record(Stores stores, Card card, Product product, Money amount, MovementId id) {
        Instant now = context.now();
        Optional<ProviderAccount> account = context.providers().find(product.account());
        Instant sendBy = keys.sendBy(account);
        boolean alone = account.map(found ->
                        found.provider().facts().of(direction.operation()).lane())
                .filter(lane -> lane != Lane.NONE)
                .isPresent();
        DistributorId distributor = card.owner().distributor();
        Operation operation = new Operation(
                context.ids().operation(),
                direction.operation(),
                new Operation.About(
                        distributor,
                        product.account(),
                        new Subject.OfMovement(id),
                        Optional.of(card.id()),
                        alone ? Optional.of("money:" + card.id()) : Optional.empty(),
                        Optional.empty()),
                new OperationState.Sending(1, sendBy),
                keys.sent(now, sendBy, account),
                new Actor.OfDistributor(distributor),
                new Card.Times(0, now, now));
        if (stores.operations().insert(operation) instanceof OperationStore.Added.LaneTaken(var other)) {
            return declined(stores, new Problem.OperationOpen(other));
        }
        FundsMovement movement = new FundsMovement(
                id,
                new FundsMovement.Owner(distributor, card.id(), operation.id()),
                direction.kind(),
                amount,
                FundsMovement.Result.PENDING,
                Card.Times.first(now));
        settlement.changes().added(stores, movement);
        stores.ledger()
                .book(LedgerEntry.booking(
                        source(card, product), new Account.Transit(operation.id()), amount, operation.id()));
        return new Begun.Sent(
                operation,
                new Dispatch.Materials(
                        Optional.of(card),
                        Optional.empty(),
                        Optional.of(product),
                        Optional.of(movement),
                        Optional.empty(),
                        ""));
    }

    private Account source(Card card, Product product) {
        return switch (direction.kind()) {
            case INITIAL, TOP_UP -> new Account.Float(product.account());
            case WITHDRAWAL -> new Account.OnCard(card.id());
        };
    }
}
