package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.store.MovementStore.Direction;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.StoredDelivery;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Applies what an issuer says that keeps no reference of ours: the one operation that was sent and fits is settled by it. One
 * that a person has to find out about is among those that may fit, so that a late result is never taken for its
 * successor's. Where several fit, nobody guesses. (Soundness rule 4.)
 */
final class MatchedNews {
    private static final String SEVERAL = "several_match";

    private final Context context;
    private final Settlement settlement;
    private final OrderNews orders;
    private final CardReadings readings;

    MatchedNews(Context context, Settlement settlement, OrderNews orders) {
        this.context = context;
        this.settlement = settlement;
        this.orders = orders;
        this.readings = new CardReadings(context, settlement);
    }

    Applied issue(Stores stores, StoredDelivery delivery, Signal.IssueSaid said) {
        if (said.result() instanceof Signal.IssueResult.Made(var made)) {
            Optional<Subject> known =
                    stores.references().lock(card(delivery, made.seen().card()));
            if (known.isPresent() && known.get() instanceof Subject.OfCard(var id)) {
                return ofKnown(stores, delivery, id, made);
            }
        }
        Reference holder = new Reference(delivery.account(), Kind.HOLDER, said.holder());
        Optional<Subject> named = stores.references().lock(holder);
        if (named.isEmpty()) {
            stores.references().park(holder, delivery.id());
            return Applied.PARKED;
        }
        List<Operation> fitting = cardholder(stores, named.get()).stream()
                .flatMap(id -> Stream.concat(
                        stores.operations().openIssues(id).stream().filter(MatchedNews::sent),
                        ByHand.issues(stores, id)))
                .filter(operation -> fits(stores, operation, product(stores, delivery, named.get(), said)))
                .toList();
        return switch (said.result()) {
            case Signal.IssueResult.Made(var made) -> made(stores, delivery, fitting, made);
            case Signal.IssueResult.NotMade(var code, var message) ->
                failOne(stores, fitting, new Failure("issue_failed", words(code, message)));
        };
    }

    private Applied made(Stores stores, StoredDelivery delivery, List<Operation> fitting, IssuedCard made) {
        if (fitting.isEmpty()) {
            stores.references().park(card(delivery, made.seen().card()), delivery.id());
            return Applied.PARKED;
        }
        if (fitting.size() > 1) {
            return reviewed(stores, fitting);
        }
        settle(stores, fitting.getFirst(), made);
        return Applied.APPLIED;
    }

    /** What is said of a card that is known settles its own issue, or is a reading like any other. */
    private Applied ofKnown(Stores stores, StoredDelivery delivery, CardId id, IssuedCard made) {
        Card card = stores.cards().lock(new Scope.Everything(), id).orElseThrow();
        Optional<Operation> open = stores.operations().openOf(id).stream()
                .filter(operation -> operation.kind() == OperationKind.ISSUE_CARD)
                .filter(MatchedNews::sent)
                .findFirst();
        if (open.isPresent()) {
            settle(stores, open.get(), made);
            return Applied.APPLIED;
        }
        made.alsoCalled()
                .forEach(name -> stores.references()
                        .bind(card(delivery, name), new Subject.OfCard(id))
                        .forEach(parked -> stores.inbox().again(parked, context.now())));
        readings.apply(
                stores,
                card,
                new CardReadings.Reading(made.seen(), made.seen().at(), Optional.empty(), CardReadings.Source.WEBHOOK));
        return Applied.APPLIED;
    }

    private void settle(Stores stores, Operation operation, IssuedCard made) {
        settlement.apply(
                stores, operation.id(), new Outcome.Done<>(new Effect.Issued(made)), Settlement.WhenNotSent.GIVE_UP);
    }

    private static Optional<CardholderId> cardholder(Stores stores, Subject named) {
        return named instanceof Subject.OfCardholder(var id)
                ? Optional.of(id)
                : Holders.meant(stores, named).stream()
                        .map(Applicant::cardholder)
                        .findFirst();
    }

    /** The product that is meant: the one that is named, or the one for which the person was registered. */
    private static Optional<ProductId> product(
            Stores stores, StoredDelivery delivery, Subject named, Signal.IssueSaid said) {
        return said.product()
                .flatMap(wanted -> stores.products().offeredBy(delivery.account()).stream()
                        .filter(product -> product.seen().reference().equals(wanted))
                        .map(product -> product.id())
                        .findFirst())
                .or(() -> named instanceof Subject.OfApplicant
                        ? Holders.meant(stores, named).stream()
                                .map(Applicant::scope)
                                .filter(ProductScope.OneProduct.class::isInstance)
                                .map(scope -> ((ProductScope.OneProduct) scope).product())
                                .findFirst()
                        : Optional.empty());
    }

    private static boolean fits(Stores stores, Operation operation, Optional<ProductId> product) {
        return operation
                .about()
                .card()
                .flatMap(id -> stores.cards().find(new Scope.Everything(), id))
                // A card that has a name already is not the one that comes under another.
                .filter(card -> card.atProvider().reference().isEmpty())
                .filter(card -> product.isEmpty() || card.owner().product().equals(product.get()))
                .isPresent();
    }

    Applied topUp(Stores stores, StoredDelivery delivery, Signal.TopUpSaid said) {
        Reference order =
                new Reference(delivery.account(), Kind.ORDER, said.seen().order());
        if (stores.references().lock(order).isPresent()) {
            return orders.said(stores, delivery, said.seen());
        }
        Reference key = card(delivery, said.card());
        Optional<Subject> known = stores.references().lock(key);
        if (known.isEmpty() || !(known.get() instanceof Subject.OfCard(var id))) {
            stores.references().park(key, delivery.id());
            return Applied.PARKED;
        }
        stores.cards().lock(new Scope.Everything(), id);
        List<Operation> fitting = Stream.concat(
                        stores.operations().openOf(id).stream().filter(MatchedNews::sent), ByHand.money(stores, id))
                .filter(operation ->
                        operation.kind() == OperationKind.TOP_UP || operation.kind() == OperationKind.ISSUE_CARD)
                .filter(operation -> stores.movements()
                        .lockOf(operation.id())
                        .filter(movement -> movement.amount().equals(said.amount()))
                        .isPresent())
                .toList();
        return switch (fitting.size()) {
            case 0 -> initialLoad(stores, order, id, said);
            case 1 -> arrived(stores, order, fitting.getFirst(), said);
            default -> reviewed(stores, fitting);
        };
    }

    private Applied arrived(Stores stores, Reference order, Operation operation, Signal.TopUpSaid said) {
        settlement.apply(
                stores,
                operation.id(),
                new Outcome.Accepted<>(said.seen().order(), Optional.empty()),
                Settlement.WhenNotSent.GIVE_UP);
        bind(stores, order, operation);
        Operation taken = TakingUp.lock(stores, operation);
        if (operation.kind() == OperationKind.TOP_UP || said.seen().reading() != OrderReading.FAILED) {
            return orders.of(stores, taken, said.seen());
        }
        // The card may be there all the same, without its money.
        settlement.review(stores, operation.id(), "initial_load_failed");
        return Applied.APPLIED;
    }

    /** The load of a card whose issue is settled is settled with it; what is said of it is no news. */
    private Applied initialLoad(Stores stores, Reference order, CardId card, Signal.TopUpSaid said) {
        Optional<FundsMovement> load =
                stores.movements().of(card, Direction.IN, new Page.Request(100, Optional.empty())).data().stream()
                        .filter(movement -> movement.kind() == FundsMovement.Kind.INITIAL)
                        .filter(movement -> movement.amount().equals(said.amount()))
                        .filter(movement -> movement.result().reference().isEmpty())
                        .findFirst();
        if (load.isEmpty() || said.seen().reading() != OrderReading.SUCCEEDED) {
            return Applied.UNRECOGNISED;
        }
        Operation issue = stores.operations()
                .find(new Scope.Everything(), load.get().owner().operation())
                .orElseThrow();
        bind(stores, order, issue);
        stores.movements()
                .lockOf(issue.id())
                .ifPresent(movement -> stores.movements().update(movement.knownAs(order.value())));
        return Applied.APPLIED;
    }

    private void bind(Stores stores, Reference order, Operation operation) {
        stores.references()
                .bind(order, new Subject.OfOperation(operation.id()))
                .forEach(parked -> stores.inbox().again(parked, context.now()));
    }

    Applied refused(Stores stores, StoredDelivery delivery, Signal.ChangeRefusedSaid said) {
        Reference key = card(delivery, said.card());
        Optional<Subject> known = stores.references().lock(key);
        if (known.isEmpty() || !(known.get() instanceof Subject.OfCard(var id))) {
            stores.references().park(key, delivery.id());
            return Applied.PARKED;
        }
        stores.cards().lock(new Scope.Everything(), id);
        Predicate<Operation> changes = operation -> SettleOperation.changesState(operation.kind());
        List<Operation> fitting = Stream.concat(
                        stores.operations().openOf(id).stream().filter(MatchedNews::sent),
                        stores.operations().byHandOf(id).stream())
                .filter(changes)
                .toList();
        return failOne(stores, fitting, new Failure("change_refused", words(said.code(), said.message())));
    }

    private Applied failOne(Stores stores, List<Operation> fitting, Failure failure) {
        return switch (fitting.size()) {
            case 0 -> Applied.UNRECOGNISED;
            case 1 -> {
                settlement.failed(stores, TakingUp.lock(stores, fitting.getFirst()), failure, Subjects.Money.UNKNOWN);
                yield Applied.APPLIED;
            }
            default -> reviewed(stores, fitting);
        };
    }

    private Applied reviewed(Stores stores, List<Operation> fitting) {
        fitting.forEach(operation -> settlement.review(stores, operation.id(), SEVERAL));
        return Applied.UNRECOGNISED;
    }

    /** What was never sent cannot be what an issuer speaks of. */
    private static boolean sent(Operation operation) {
        return !operation.state().settled() && !(operation.state() instanceof OperationState.Queued);
    }

    private static Reference card(StoredDelivery delivery, ProviderRef name) {
        return new Reference(delivery.account(), Kind.CARD, name);
    }

    private static String words(String code, String message) {
        return message.isEmpty() ? code : code + ": " + message;
    }
}
