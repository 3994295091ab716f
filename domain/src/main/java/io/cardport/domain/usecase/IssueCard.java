package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts.Lane;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.product.ProductRules;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Makes a card for a cardholder. Kept and sent later while the issuer is down, unless it carries a card number.
 */
public final class IssueCard {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;
    private final Dispatch dispatch;
    private final IssueRules rules;
    private final Lanes lanes;
    private final Objections objections;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public IssueCard(Context context) {
        this.context = context;
        this.keys = new Keys(context);
        this.settlement = new Settlement(context);
        this.dispatch = new Dispatch(context);
        this.rules = new IssueRules(context);
        this.lanes = new Lanes(context);
        this.objections = new Objections(context);
    }

    /**
     * What card for whom.
     *
     * @param distributor who asks
     * @param cardholder for whom
     * @param product what kind
     * @param type virtual or physical
     * @param currency the card's currency
     * @param options the rest
     * @param cardNumber the number of a physical card that is to be assigned
     */
    public record Command(
            DistributorId distributor,
            CardholderId cardholder,
            ProductId product,
            CardType type,
            Currency currency,
            CardOptions options,
            Optional<Secret> cardNumber) {}

    /**
     * Carries it out.
     *
     * @param command what card for whom
     * @param once how it is to have its effect once
     * @return settled when the issuer has answered finally, pending while it has not; a refused card exists as failed
     */
    public Result<Card> handle(Command command, Once<Card> once) {
        Lanes.Before before = lanes.none(OperationKind.ISSUE_CARD)
                ? new Lanes.Before.NotAsked()
                : lanes.beforeIssue(command, () -> keys.used(once));
        long began = System.nanoTime();
        CardId id = context.ids().card();
        return switch (context.work().write(stores -> begin(stores, command, id, once, before))) {
            case Begun.Ended(var result) -> result;
            case Begun.Sent(var operation, var materials) -> {
                var secrets = new Dispatch.Secrets(command.cardNumber(), Optional.empty(), Optional.empty());
                Outcome<Effect> outcome = lanes.obstacle(operation, before)
                        .<Outcome<Effect>>map(Outcome.NotSent::new)
                        .orElseGet(() -> dispatch.send(operation, materials, secrets, began));
                yield context.conclude(operation, stores -> end(stores, operation, outcome, id, command, once));
            }
        };
    }

    private sealed interface Begun {
        record Ended(Result<Card> result) implements Begun {}

        record Sent(Operation operation, Dispatch.Materials materials) implements Begun {}
    }

    private Begun begin(Stores stores, Command command, CardId id, Once<Card> once, Lanes.Before before) {
        Optional<Product> product = stores.products().find(command.product());
        // A holder of another account gets no card: what is claimed then for too long or too short is undone.
        Instant sendBy =
                keys.sendBy(product.flatMap(found -> context.providers().find(found.account())));
        Subject made = new Subject.OfCard(id);
        product.ifPresent(
                found -> stores.issueAhead(Keys.wanted(once, made, sendBy), IssueRules.owner(command, found)));
        var taken = keys.claim(stores, once, made, sendBy);
        if (taken.isPresent()) {
            stores.undo();
            return new Begun.Ended(new Result.Repeated<>(taken.get()));
        }
        Optional<Cardholder> holder =
                stores.cardholders().find(new Scope.Own(command.distributor()), command.cardholder());
        Optional<Problem> problem = rules.check(stores, command, holder, product);
        if (problem.isPresent()) {
            return declined(stores, problem.get());
        }
        Begun begun = record(stores, command, id, holder.orElseThrow(), product.orElseThrow(), sendBy);
        if (begun instanceof Begun.Sent(var operation, var ignored)) {
            Lanes.note(stores, operation.id(), before);
        }
        return begun;
    }

    private static Begun declined(Stores stores, Problem problem) {
        stores.undo();
        return new Begun.Ended(new Result.Declined<>(problem));
    }

    private Begun record(
            Stores stores, Command command, CardId id, Cardholder holder, Product product, Instant sendBy) {
        Instant now = context.now();
        Card card = new Card(
                id,
                new Card.Owner(command.distributor(), holder.id(), product.id(), product.account()),
                new Card.Terms(
                        command.type(),
                        command.currency(),
                        command.options(),
                        product.seen().rules().usableOnlyFunded()),
                Card.Standing.REQUESTED,
                Card.AtProvider.UNKNOWN,
                Card.Times.first(now));
        Operation operation = operation(command, card, sendBy, now);
        var materials = new Dispatch.Materials(
                Optional.of(card),
                Optional.of(Holders.forProduct(stores, holder, product.id())),
                Optional.of(product),
                Optional.empty(),
                Optional.empty(),
                "");
        Optional<Problem> objection = objections.toIssue(
                product.account(), Dispatch.issueCommand(operation, materials, command.cardNumber()));
        if (objection.isPresent()) {
            return declined(stores, objection.get());
        }
        if (stores.operations().insert(operation) instanceof OperationStore.Added.LaneTaken(var other)) {
            return declined(stores, new Problem.OperationOpen(other));
        }
        settlement.changes().added(stores, card);
        command.options().initialLoad().ifPresent(load -> load(stores, operation, load));
        return new Begun.Sent(operation, materials);
    }

    private void load(Stores stores, Operation operation, Money load) {
        Operation.About about = operation.about();
        FundsMovement movement = new FundsMovement(
                context.ids().topUp(),
                new FundsMovement.Owner(about.distributor(), about.card().orElseThrow(), operation.id()),
                FundsMovement.Kind.INITIAL,
                load,
                FundsMovement.Result.PENDING,
                Card.Times.first(operation.times().createdAt()));
        settlement.changes().added(stores, movement);
        stores.ledger()
                .book(LedgerEntry.booking(
                        new LedgerEntry.Account.Float(about.account()),
                        new LedgerEntry.Account.Transit(operation.id()),
                        load,
                        operation.id()));
    }

    private Operation operation(Command command, Card card, Instant sendBy, Instant now) {
        Optional<ProviderAccount> account =
                context.providers().find(card.owner().account());
        Optional<String> lane = account.map(found ->
                        found.provider().facts().of(OperationKind.ISSUE_CARD).lane())
                .filter(kind -> kind == Lane.HOLDER_AND_PRODUCT)
                .map(kind -> "issue:" + card.owner().cardholder() + ":"
                        + card.owner().product());
        return new Operation(
                context.ids().operation(),
                OperationKind.ISSUE_CARD,
                new Operation.About(
                        command.distributor(),
                        card.owner().account(),
                        new Subject.OfCard(card.id()),
                        Optional.of(card.id()),
                        lane,
                        Optional.empty()),
                new OperationState.Sending(1, sendBy),
                keys.sent(now, sendBy, account),
                new Actor.OfDistributor(command.distributor()),
                new Card.Times(0, now, now));
    }

    private Result<Card> end(
            Stores stores, Operation sent, Outcome<Effect> outcome, CardId id, Command command, Once<Card> once) {
        var whenNotSent =
                command.cardNumber().isPresent() ? Settlement.WhenNotSent.GIVE_UP : Settlement.WhenNotSent.KEEP;
        AnswerLocks.take(stores, sent, outcome, Keys.of(once));
        Operation operation = settlement.attempted(stores, sent, outcome, whenNotSent);
        Card card =
                stores.cards().find(new Scope.Own(command.distributor()), id).orElseThrow();
        return keys.concluded(stores, once, operation, outcome, card);
    }

    /** Fields that the issue itself must have, whatever the holder's documents were. */
    static List<String> holderFields(Product product) {
        return product.seen().rules().requiredFields().stream()
                .filter(field -> field.required() && !field.type().equals("file"))
                .map(ProductRules.RequiredField::name)
                .toList();
    }
}
