package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardListing;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.ProviderFacts.Absence;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.issuing.TopUpListing.ListedTopUp;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds what an operation made at an issuer that keeps no reference of ours: what it had in the lane is noted before
 * anything is sent, and exactly one new thing that nobody owns is the operation's. (Soundness rule 4.) Asks issuers, never
 * inside a transaction.
 */
final class Lanes {
    private final Context context;

    Lanes(Context context) {
        this.context = context;
    }

    /** What is known of a lane before a command is sent into it. */
    sealed interface Before {
        /** Nothing was asked. */
        record NotAsked() implements Before {}

        /** What the issuer has. */
        record Has(Set<ProviderRef> ids) implements Before {}

        /** It could not be asked, so nothing may be sent. */
        record NotTold(NotSentCause cause) implements Before {}
    }

    /** What a lane is made of at the issuer. */
    private sealed interface Lane {
        record OfCards(CardListing listing, ProviderRef holder, ProviderRef product) implements Lane {}

        record OfTopUps(TopUpListing listing, ProviderRef card) implements Lane {}
    }

    /** Whether no issuer at all is to be asked before an operation of a kind. */
    boolean none(OperationKind kind) {
        return context.providers().all().stream()
                .noneMatch(
                        account -> account.provider().facts().of(kind).lookups().contains(Lookup.BY_LIST));
    }

    /**
     * Asks for the lane of a card that is to be made.
     *
     * @param repeated whether the request is a repeat, for which nobody is asked anything again
     */
    Before beforeIssue(IssueCard.Command command, BooleanSupplier repeated) {
        Optional<Lane> lane = context.work().read(stores -> {
            Optional<Product> product = stores.products()
                    .find(command.product())
                    .filter(found -> listed(found.account(), OperationKind.ISSUE_CARD, CardListing.class)
                            .isPresent());
            return product.flatMap(found -> stores.cardholders()
                    .find(new Scope.Own(command.distributor()), command.cardholder())
                    .filter(holder -> holder.owner().account().equals(found.account()))
                    .flatMap(holder -> lane(stores, holder, found)));
        });
        return ask(lane.filter(known -> !repeated.getAsBoolean()));
    }

    /** Asks for the lane of money that is to go to a card. */
    Before beforeTopUp(Scope scope, CardId id) {
        Optional<Lane> lane =
                context.work().read(stores -> stores.cards().find(scope, id).flatMap(this::lane));
        return ask(lane);
    }

    /** Asks for the lane of an operation that was kept. */
    Before before(Operation operation) {
        return operation.state() instanceof OperationState.Queued ? ask(laneOf(operation)) : new Before.NotAsked();
    }

    private static Before ask(Optional<Lane> lane) {
        return lane.map(known -> switch (known) {
                    case Lane.OfCards(var listing, var holder, var product) ->
                        ask(
                                listing.cardsOf(holder, product),
                                card -> card.seen().card());
                    case Lane.OfTopUps(var listing, var card) ->
                        ask(listing.topUpsOf(card), topUp -> topUp.seen().order());
                })
                .orElseGet(Before.NotAsked::new);
    }

    private static <T> Before ask(Look<List<T>> look, Function<T, ProviderRef> id) {
        return switch (look) {
            case Look.Found<List<T>>(var all) ->
                new Before.Has(all.stream().map(id).collect(Collectors.toUnmodifiableSet()));
            case Look.Absent<List<T>> ignored -> new Before.Has(Set.of());
            case Look.Denied<List<T>> ignored -> new Before.NotTold(NotSentCause.UNREACHABLE);
            case Look.Unavailable<List<T>>(var cause) -> new Before.NotTold(notSent(cause));
        };
    }

    private static NotSentCause notSent(Look.Cause cause) {
        return switch (cause) {
            case ISSUER_DOWN, MALFORMED_ANSWER -> NotSentCause.UNREACHABLE;
            case RATE_LIMITED -> NotSentCause.RATE_LIMITED;
            case CREDENTIALS_REFUSED -> NotSentCause.CREDENTIALS_REFUSED;
        };
    }

    /** Notes the lane in the transaction that gives the right to send. */
    static void note(Stores stores, OperationId operation, Before before) {
        if (before instanceof Before.Has(var ids)) {
            stores.operations().note(operation, ids);
        }
    }

    /** Why an operation must not be sent, where the lane that it goes into was to be noted and is not. */
    Optional<NotSentCause> obstacle(Operation operation, Before before) {
        return switch (before) {
            case Before.Has ignored -> Optional.empty();
            case Before.NotTold(var cause) -> Optional.of(cause);
            case Before.NotAsked ignored ->
                laneOf(operation).isPresent() ? Optional.of(NotSentCause.TOO_LATE) : Optional.empty();
        };
    }

    private Optional<Lane> laneOf(Operation operation) {
        String account = operation.about().account();
        return switch (operation.kind()) {
            case ISSUE_CARD ->
                listed(account, OperationKind.ISSUE_CARD, CardListing.class)
                        .flatMap(ignored -> context.work().read(stores -> issueLane(stores, operation)));
            case TOP_UP ->
                listed(account, OperationKind.TOP_UP, TopUpListing.class)
                        .flatMap(ignored -> context.work()
                                .read(stores -> card(stores, operation).flatMap(this::lane)));
            case REGISTER_CARDHOLDER,
                    UPDATE_CARDHOLDER,
                    SUBMIT_APPLICANT,
                    ACTIVATE_CARD,
                    LOCK_CARD,
                    UNLOCK_CARD,
                    CLOSE_CARD,
                    WITHDRAW,
                    SET_PIN,
                    SET_SPENDING_CONTROLS -> Optional.empty();
        };
    }

    private static Optional<Card> card(Stores stores, Operation operation) {
        return operation.about().card().flatMap(id -> stores.cards().find(new Scope.Everything(), id));
    }

    private Optional<Lane> issueLane(Stores stores, Operation operation) {
        return card(stores, operation)
                .flatMap(card -> stores.cardholders()
                        .find(new Scope.Everything(), card.owner().cardholder())
                        .flatMap(holder -> stores.products()
                                .find(card.owner().product())
                                .flatMap(product -> lane(stores, holder, product))));
    }

    private Optional<Lane> lane(Stores stores, Cardholder holder, Product product) {
        return listed(product.account(), OperationKind.ISSUE_CARD, CardListing.class)
                .flatMap(listing -> Holders.forProduct(stores, holder, product.id())
                        .reference()
                        .map(known ->
                                new Lane.OfCards(listing, known, product.seen().reference())));
    }

    private Optional<Lane> lane(Card card) {
        return listed(card.owner().account(), OperationKind.TOP_UP, TopUpListing.class)
                .flatMap(listing -> card.atProvider().reference().map(known -> new Lane.OfTopUps(listing, known)));
    }

    private <C extends Capability> Optional<C> listed(String account, OperationKind kind, Class<C> capability) {
        return context.providers()
                .find(account)
                .filter(found -> found.provider().facts().of(kind).lookups().contains(Lookup.BY_LIST))
                .flatMap(found -> found.provider().can(capability));
    }

    /** Whether what became of an operation is found by comparing lists. */
    boolean compares(Operation operation) {
        return laneOf(operation).isPresent();
    }

    /** Looks for what an operation made. */
    Searches.Finding find(Operation operation, OperationFacts facts) {
        Optional<Set<ProviderRef>> before =
                context.work().read(stores -> stores.operations().noted(operation.id()));
        Optional<Lane> lane = laneOf(operation);
        Instant began = context.now();
        if (before.isEmpty() || lane.isEmpty()) {
            return new Searches.Finding.Undecidable("outcome_unknown");
        }
        return switch (lane.get()) {
            case Lane.OfCards(var listing, var holder, var product) ->
                found(
                        listing.cardsOf(holder, product),
                        operation,
                        facts,
                        card -> issued(operation, before.get(), card),
                        card -> Searches.found(card, facts, began));
            case Lane.OfTopUps(var listing, var card) ->
                found(
                        listing.topUpsOf(card),
                        operation,
                        facts,
                        topUp -> paid(operation, before.get(), topUp),
                        topUp -> told(operation, topUp));
        };
    }

    private <T> Searches.Finding found(
            Look<List<T>> look,
            Operation operation,
            OperationFacts facts,
            Function<T, Candidate> candidate,
            Function<T, Searches.Finding> taken) {
        return switch (look) {
            case Look.Found<List<T>>(var all) -> {
                List<T> fresh = all.stream()
                        .filter(one -> candidate.apply(one) == Candidate.POSSIBLE)
                        .toList();
                yield switch (fresh.size()) {
                    case 0 -> absent(operation, facts);
                    case 1 -> taken.apply(fresh.getFirst());
                    default -> new Searches.Finding.Undecidable("several_match");
                };
            }
            case Look.Absent<List<T>> ignored -> absent(operation, facts);
            case Look.Denied<List<T>> ignored -> new Searches.Finding.Undecidable("look_denied");
            case Look.Unavailable<List<T>>(var cause) -> Searches.notAsked(cause);
        };
    }

    /** What the issuer took on may take its time to be listed. */
    private static Searches.Finding absent(Operation operation, OperationFacts facts) {
        if (operation.state() instanceof OperationState.Waiting) {
            return new Searches.Finding.NotYet();
        }
        return facts.absence() == Absence.CERTAIN
                ? new Searches.Finding.Failed(new Failure("never_reached_issuer", ""), Subjects.Money.BACK)
                : new Searches.Finding.Undecidable("absent_is_not_certain");
    }

    private enum Candidate {
        POSSIBLE,
        OTHER
    }

    private Candidate issued(Operation operation, Set<ProviderRef> before, IssuedCard card) {
        if (before.contains(card.seen().card())) {
            return Candidate.OTHER;
        }
        Subject ours = new Subject.OfCard(operation.about().card().orElseThrow());
        return free(operation, Kind.CARD, card.seen().card(), ours) ? Candidate.POSSIBLE : Candidate.OTHER;
    }

    private Candidate paid(Operation operation, Set<ProviderRef> before, ListedTopUp topUp) {
        if (!(operation.about().subject() instanceof Subject.OfMovement(var id))) {
            return Candidate.OTHER;
        }
        Optional<FundsMovement> movement =
                context.work().read(stores -> stores.movements().find(new Scope.Everything(), id));
        boolean same = movement.filter(wanted -> wanted.amount().equals(topUp.amount()))
                .isPresent();
        if (!same || before.contains(topUp.seen().order())) {
            return Candidate.OTHER;
        }
        Subject ours = new Subject.OfOperation(operation.id());
        return free(operation, Kind.ORDER, topUp.seen().order(), ours) ? Candidate.POSSIBLE : Candidate.OTHER;
    }

    private boolean free(Operation operation, Kind kind, ProviderRef id, Subject ours) {
        var reference = new Reference(operation.about().account(), kind, id);
        return context.work()
                .read(stores -> stores.references().find(reference))
                .filter(owner -> !owner.equals(ours))
                .isEmpty();
    }

    /** The order is bound first, so that no webhook can be taken for another top-up; how it ended comes next. */
    private static Searches.Finding told(Operation operation, ListedTopUp topUp) {
        if (!operation.state().equals(new OperationState.Waiting(topUp.seen().order()))) {
            return new Searches.Finding.Was(new Outcome.Accepted<>(topUp.seen().order(), Optional.empty()));
        }
        return switch (topUp.seen().reading()) {
            case PENDING -> new Searches.Finding.NotYet();
            case SUCCEEDED ->
                new Searches.Finding.Was(
                        new Outcome.Done<>(new Effect.Moved(topUp.seen().moved())));
            case FAILED ->
                new Searches.Finding.Failed(
                        new Failure(
                                "order_failed",
                                topUp.seen().failureCode().orElse(topUp.seen().word())),
                        Subjects.Money.UNKNOWN);
            case UNRECOGNISED -> new Searches.Finding.Undecidable("unrecognised_word");
        };
    }
}
