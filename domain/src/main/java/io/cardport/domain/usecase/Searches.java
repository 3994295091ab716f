package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardType;
import io.cardport.domain.card.PendingChange;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderFacts.Absence;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How to find out what became of an operation, by what the issuer offers. Asks issuers, writes nothing. */
final class Searches {
    private final Context context;
    private final Lanes lanes;
    private final OrderProgress orders;

    Searches(Context context) {
        this.context = context;
        this.lanes = new Lanes(context);
        this.orders = new OrderProgress(context, lanes);
    }

    /** What to do about an operation whose outcome is unknown. */
    sealed interface Plan {
        /** The issuer remembers its key: sending again has one effect. */
        record SendAgain() implements Plan {}

        /** A look was made. */
        record Look(Finding finding) implements Plan {}
    }

    /** What a look brought. */
    sealed interface Finding {
        record Was(Outcome<Effect> outcome) implements Finding {}

        record Failed(Failure failure, Subjects.Money money) implements Finding {}

        /** The card is there, and is still being made or was never made. */
        record Unmade(Effect.Issued card) implements Finding {}

        record NotYet() implements Finding {}

        /** The issuer could not be asked, which says nothing of the operation. */
        record NotAsked(Look.Cause cause) implements Finding {}

        /** The issuer says that it is done; the card does not show it. */
        record Unseen() implements Finding {}

        record Undecidable(String reason) implements Finding {}
    }

    /** An answer that can't be read is an answer: it counts, so that a person sees it in the end. */
    static Finding notAsked(Look.Cause cause) {
        return switch (cause) {
            case ISSUER_DOWN, RATE_LIMITED, CREDENTIALS_REFUSED -> new Finding.NotAsked(cause);
            case MALFORMED_ANSWER -> new Finding.NotYet();
        };
    }

    Plan plan(Operation operation) {
        Optional<ProviderAccount> account =
                context.providers().find(operation.about().account());
        if (account.isEmpty()) {
            return new Plan.Look(new Finding.NotYet());
        }
        OperationFacts facts = account.get().provider().facts().of(operation.kind());
        if (remembered(facts, operation) && repeatable(operation)) {
            return new Plan.SendAgain();
        }
        return new Plan.Look(look(operation, facts));
    }

    /** Looks, also where sending again would have one effect: what was asked for is not wanted any more. */
    Finding look(Operation operation) {
        return facts(operation).map(facts -> look(operation, facts)).orElseGet(Finding.NotYet::new);
    }

    private Optional<OperationFacts> facts(Operation operation) {
        return facts(context, operation);
    }

    static Optional<OperationFacts> facts(Context context, Operation operation) {
        return context.providers()
                .find(operation.about().account())
                .map(account -> account.provider().facts().of(operation.kind()));
    }

    private Finding look(Operation operation, OperationFacts facts) {
        Finding finding = lookFor(operation, facts);
        boolean listed = facts.lookups().contains(ProviderFacts.Lookup.BY_LIST);
        boolean found = finding instanceof Finding.Was || finding instanceof Finding.Unmade;
        return listed && found && othersMayHaveMadeIt(operation)
                ? new Finding.Undecidable("lane_has_a_candidate_settled_by_hand")
                : finding;
    }

    /** What appears in a lane may be the late work of an operation there that a person has settled. */
    private boolean othersMayHaveMadeIt(Operation operation) {
        return !context.work().read(stores -> ByHand.beside(stores, operation)).isEmpty();
    }

    private Finding lookFor(Operation operation, OperationFacts facts) {
        if (lanes.compares(operation)) {
            return lanes.find(operation, facts);
        }
        return switch (operation.kind()) {
            case ISSUE_CARD -> issued(operation, facts);
            case REGISTER_CARDHOLDER -> registered(operation, facts);
            case LOCK_CARD, UNLOCK_CARD, CLOSE_CARD, ACTIVATE_CARD -> changed(operation);
            case SUBMIT_APPLICANT -> submitted(operation, facts);
            case UPDATE_CARDHOLDER, TOP_UP, WITHDRAW, SET_PIN, SET_SPENDING_CONTROLS ->
                new Finding.Undecidable("outcome_unknown");
        };
    }

    /** Half of the issuer's window, so that a slow attempt still falls inside it. */
    private boolean remembered(OperationFacts facts, Operation operation) {
        Instant now = context.now();
        return facts.keyWindow()
                .flatMap(window -> operation.progress().firstSentAt().map(first -> first.plus(window.dividedBy(2))))
                .filter(now::isBefore)
                .isPresent();
    }

    /** What carried documents, a PIN or a number cannot be built again: none of them was kept. */
    private boolean repeatable(Operation operation) {
        return switch (operation.kind()) {
            case LOCK_CARD, UNLOCK_CARD, CLOSE_CARD, TOP_UP, WITHDRAW, SET_SPENDING_CONTROLS -> true;
            case ISSUE_CARD ->
                context.work()
                        .read(stores -> card(stores, operation))
                        .filter(card -> card.terms().type() == CardType.VIRTUAL)
                        .isPresent();
            case REGISTER_CARDHOLDER, UPDATE_CARDHOLDER, SUBMIT_APPLICANT, ACTIVATE_CARD, SET_PIN -> false;
        };
    }

    static Optional<Card> card(Stores stores, Operation operation) {
        return operation.about().card().flatMap(id -> stores.cards().find(new Scope.Everything(), id));
    }

    /** How far the issuer is with what it has taken on. */
    Finding byOrder(Operation operation, ProviderRef order) {
        return orders.of(operation, order);
    }

    private Finding issued(Operation operation, OperationFacts facts) {
        Optional<CardSearch> search = context.ability(operation.about().account(), CardSearch.class);
        if (search.isEmpty() || !facts.lookups().contains(ProviderFacts.Lookup.BY_OPERATION)) {
            return new Finding.Undecidable("outcome_unknown");
        }
        var materials = context.work().read(stores -> {
            Card card = card(stores, operation).orElseThrow();
            return new Dispatch.Materials(
                    Optional.of(card),
                    stores.cardholders()
                            .find(new Scope.Everything(), card.owner().cardholder())
                            .map(holder -> Holders.forProduct(
                                    stores, holder, card.owner().product())),
                    stores.products().find(card.owner().product()),
                    Optional.empty(),
                    Optional.empty(),
                    "");
        });
        Instant began = context.now();
        Look<IssuedCard> look = search.get().madeBy(Dispatch.issueCommand(operation, materials, Optional.empty()));
        return found(look, facts, card -> found(card, facts, began));
    }

    /**
     * What a card that was found says of the operation that asked for it. Where cards are made by orders "being made" is no
     * end; any other issuer answers the call itself with it, and the card is waited for without the operation.
     */
    static Finding found(IssuedCard card, OperationFacts facts, Instant began) {
        return switch (card.seen().reading()) {
            case ACTIVE, INACTIVE, LOCKED, LOCKED_BY_PROVIDER, CLOSING, CLOSED -> was(new Effect.Issued(card));
            case FAILED -> new Finding.Unmade(new Effect.Issued(card, Optional.of(began)));
            case PENDING, UNRECOGNISED ->
                facts.lookups().contains(ProviderFacts.Lookup.BY_ORDER)
                        ? new Finding.Unmade(new Effect.Issued(card, Optional.of(began)))
                        : was(new Effect.Issued(card));
        };
    }

    private static Finding was(Effect effect) {
        return new Finding.Was(new Outcome.Done<>(effect));
    }

    private Finding registered(Operation operation, OperationFacts facts) {
        Optional<HolderSearch> search = context.ability(operation.about().account(), HolderSearch.class);
        boolean searched = facts.lookups().contains(ProviderFacts.Lookup.BY_LIST)
                || facts.lookups().contains(ProviderFacts.Lookup.BY_OPERATION);
        if (search.isEmpty() || !searched) {
            return new Finding.Undecidable("outcome_unknown");
        }
        Cardholder holder = context.work().read(stores -> Onboarding.asSent(stores, operation));
        Optional<Product> product = context.work().read(stores -> product(stores, operation));
        var materials = new Dispatch.Materials(
                Optional.empty(), Optional.of(holder), product, Optional.empty(), Optional.empty(), "");
        Look<OnboardedHolder> look = search.get().registeredBy(Dispatch.onboarding(operation, materials));
        return found(look, facts, seen -> was(new Effect.Onboarded(seen)));
    }

    /** An issuer shows how an approval is, not who submitted it: only that it has moved proves that the submission came. */
    private Finding submitted(Operation operation, OperationFacts facts) {
        Optional<ApplicantScreening> screening =
                context.ability(operation.about().account(), ApplicantScreening.class);
        if (!(operation.about().subject() instanceof Subject.OfApplicant(var id))) {
            return new Finding.Undecidable("outcome_unknown");
        }
        Applicant applicant =
                context.work().read(stores -> stores.applicants().find(id).orElseThrow());
        Cardholder holder = context.work()
                .read(stores -> Holders.asApplicant(
                        stores.cardholders()
                                .find(new Scope.Everything(), applicant.cardholder())
                                .orElseThrow(),
                        applicant));
        if (holder.reference().isEmpty()) {
            return registered(operation, facts);
        }
        if (screening.isEmpty()) {
            return new Finding.Undecidable("outcome_unknown");
        }
        ProviderRef reference = holder.reference().get();
        ProviderRef product = context.work().read(stores -> PollApplicant.product(stores, applicant, holder));
        return switch (screening.get().applicant(reference, product)) {
            case Look.Found<ApplicantSeen>(var seen) ->
                moved(applicant, seen)
                        ? new Finding.Was(new Outcome.Done<>(
                                new Effect.Onboarded(new OnboardedHolder(reference, Map.of(), seen))))
                        : operation.progress().looks() < 5
                                ? new Finding.NotYet()
                                : new Finding.Undecidable("submission_not_seen");
            case Look.Absent<ApplicantSeen> ignored -> new Finding.Undecidable("absent_is_not_certain");
            case Look.Denied<ApplicantSeen> ignored -> new Finding.Undecidable("look_denied");
            case Look.Unavailable<ApplicantSeen>(var cause) -> notAsked(cause);
        };
    }

    private static boolean moved(Applicant applicant, ApplicantSeen seen) {
        ApplicantState was = applicant.standing().state();
        return switch (seen.reading()) {
            case APPROVED -> was != ApplicantState.APPROVED;
            case REJECTED -> was != ApplicantState.REJECTED;
            case INCOMPLETE -> was != ApplicantState.INCOMPLETE;
            case SUSPENDED -> was != ApplicantState.SUSPENDED;
            // Some issuers say that they review what was never submitted, but not of what they had decided.
            case IN_REVIEW -> was == ApplicantState.REJECTED || was == ApplicantState.INCOMPLETE;
            case NEW, UNRECOGNISED -> false;
        };
    }

    /** The product that an issuer registers a person for. */
    private static Optional<Product> product(Stores stores, Operation operation) {
        return operation.about().subject() instanceof Subject.OfApplicant(var id)
                ? stores.applicants()
                        .find(id)
                        .filter(applicant -> applicant.scope() instanceof ProductScope.OneProduct)
                        .flatMap(applicant ->
                                stores.products().find(((ProductScope.OneProduct) applicant.scope()).product()))
                : Optional.empty();
    }

    private static <T> Finding found(Look<T> look, OperationFacts facts, Function<T, Finding> finding) {
        return switch (look) {
            case Look.Found<T>(var value) -> finding.apply(value);
            case Look.Absent<T> ignored ->
                facts.absence() == Absence.CERTAIN
                        ? new Finding.Failed(new Failure("never_reached_issuer", ""), Subjects.Money.BACK)
                        : new Finding.Undecidable("absent_is_not_certain");
            case Look.Denied<T> ignored -> new Finding.Undecidable("look_denied");
            case Look.Unavailable<T>(var cause) -> notAsked(cause);
        };
    }

    private Finding changed(Operation operation) {
        Optional<Card> card = context.work().read(stores -> card(stores, operation));
        Optional<CardLookup> lookup = context.ability(operation.about().account(), CardLookup.class);
        var reference = card.flatMap(known -> known.atProvider().reference());
        if (lookup.isEmpty() || reference.isEmpty()) {
            return new Finding.Undecidable("outcome_unknown");
        }
        return switch (lookup.get().card(reference.get())) {
            case Look.Found<CardSeen>(var seen) ->
                CardLifecycle.fulfils(kind(operation), seen.reading())
                        ? new Finding.Was(new Outcome.Done<>(changed(seen)))
                        : operation.progress().looks() < 3
                                ? new Finding.NotYet()
                                : new Finding.Undecidable("change_not_seen");
            case Look.Absent<CardSeen> ignored -> new Finding.Undecidable("unknown_to_issuer");
            case Look.Denied<CardSeen> ignored -> new Finding.Undecidable("look_denied");
            case Look.Unavailable<CardSeen>(var cause) -> notAsked(cause);
        };
    }

    static PendingChange.ChangeKind kind(Operation operation) {
        return switch (operation.kind()) {
            case LOCK_CARD -> PendingChange.ChangeKind.LOCK;
            case CLOSE_CARD -> PendingChange.ChangeKind.CLOSE;
            case ACTIVATE_CARD -> PendingChange.ChangeKind.ACTIVATE;
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
    }

    static Effect changed(CardSeen seen) {
        return new Effect.Changed(new CardChanged(seen.reading(), seen.word(), Optional.empty()));
    }
}
