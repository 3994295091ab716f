package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardLifecycle.Answer;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardState;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Observation;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationLifecycle;
import io.cardport.domain.operation.OperationNews;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes up an operation that is not settled: sends what waits, looks for what may have happened, sends again only where
 * that certainly has one effect, and hands the rest to a person.
 */
public final class SettleOperation {
    private final Context context;
    private final Settlement settlement;
    private final Dispatch dispatch;
    private final Keys keys;
    private final Searches searches;
    private final Lanes lanes;
    private final Confirmation confirmation;
    private final TakingUp takingUp;
    private final UnmadeCards unmade;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public SettleOperation(Context context) {
        this.context = context;
        this.settlement = new Settlement(context);
        this.dispatch = new Dispatch(context);
        this.keys = new Keys(context);
        this.searches = new Searches(context);
        this.lanes = new Lanes(context);
        this.confirmation = new Confirmation(context, settlement);
        this.takingUp = new TakingUp(context, settlement);
        this.unmade = new UnmadeCards(settlement, takingUp);
    }

    /**
     * Takes an operation up.
     *
     * @param id which
     * @return the operation as it stands then, empty where there is none
     */
    public Optional<Operation> handle(OperationId id) {
        Optional<Operation> found =
                context.work().read(stores -> stores.operations().find(new Scope.Everything(), id));
        return found.map(operation -> switch (operation.state()) {
            case OperationState.Queued ignored -> send(operation);
            case OperationState.Sending(var attempt, var sendBy) -> orphan(operation, sendBy);
            case OperationState.Waiting(var order) -> conclude(operation, searches.byOrder(operation, order));
            case OperationState.Unknown ignored -> settle(operation);
            case OperationState.Confirming ignored -> confirmation.take(operation);
            case OperationState.InReview ignored -> operation;
            case OperationState.Succeeded ignored -> operation;
            case OperationState.Failed ignored -> operation;
            case OperationState.SucceededByHand ignored -> operation;
            case OperationState.FailedByHand ignored -> operation;
            case OperationState.Cancelled ignored -> operation;
        });
    }

    /** The right to send, or why there is none. */
    private sealed interface Turn {
        record Send(Operation operation, Dispatch.Materials materials) implements Turn {}

        record Leave(Operation operation) implements Turn {}

        /** It may have happened, and would not be asked for any more. */
        record Look(Operation operation) implements Turn {}
    }

    private Operation send(Operation kept) {
        Lanes.Before before = lanes.before(kept);
        long began = System.nanoTime();
        return switch (context.work().write(stores -> turn(stores, kept, before))) {
            case Turn.Leave(var operation) -> operation;
            case Turn.Look(var operation) -> conclude(operation, searches.look(operation));
            case Turn.Send(var operation, var materials) -> {
                Outcome<Effect> outcome = lanes.obstacle(operation, before)
                        .<Outcome<Effect>>map(Outcome.NotSent::new)
                        .orElseGet(() -> dispatch.send(operation, materials, Dispatch.Secrets.NONE, began));
                yield record(operation, outcome);
            }
        };
    }

    /** What was planned while the operation stood otherwise, the look into its lane included, holds no more. */
    private Turn turn(Stores stores, Operation planned, Lanes.Before lane) {
        OperationId id = planned.id();
        stores.freezes().share();
        Optional<Card> card =
                planned.about().card().flatMap(of -> stores.cards().lock(new Scope.Everything(), of));
        Operation operation = stores.operations().lock(id).orElseThrow();
        boolean queued = operation.state() instanceof OperationState.Queued;
        boolean unknown = operation.state() instanceof OperationState.Unknown;
        if (!queued && !unknown || !operation.state().equals(planned.state())) {
            return new Turn.Leave(operation);
        }
        if (queued && tooOld(operation)) {
            return new Turn.Leave(settlement.apply(
                    stores,
                    id,
                    new Outcome.NotSent<>(Outcome.NotSentCause.UNREACHABLE),
                    Settlement.WhenNotSent.GIVE_UP));
        }
        if (queued && card.isPresent()) {
            Optional<Operation> before = earlier(stores, operation);
            if (before.isPresent()) {
                // Woken when the earlier one settles; the long look is only a net below that.
                return new Turn.Leave(
                        TakingUp.at(stores, operation, context.now().plusSeconds(60)));
            }
            if (!stillWanted(stores, card.get(), operation)) {
                return new Turn.Leave(unneeded(stores, card.get(), operation));
            }
            Optional<Operation> barred = barred(stores, card.get(), operation);
            if (barred.isPresent()) {
                return new Turn.Leave(barred.get());
            }
        }
        return unknown && card.isPresent() && !repeatable(stores, card.get(), operation)
                ? new Turn.Look(operation)
                : start(stores, operation, card, lane);
    }

    /** A card that was kept is made only for whom the issuer still approves of. */
    private Optional<Operation> barred(Stores stores, Card card, Operation operation) {
        if (operation.kind() != OperationKind.ISSUE_CARD) {
            return Optional.empty();
        }
        ApplicantState state = approval(stores, card);
        return switch (state) {
            case APPROVED -> Optional.empty();
            case IN_REVIEW ->
                Optional.of(TakingUp.at(stores, operation, context.now().plusSeconds(60)));
            case NEW, INCOMPLETE, REJECTED, SUSPENDED, EXPIRED -> {
                String code = "cardholder_" + state.name().toLowerCase(Locale.ROOT);
                yield Optional.of(settlement.failed(
                        stores,
                        operation,
                        new Failure(code, "the cardholder's approval had ended when the card could be asked for"),
                        Subjects.Money.BACK));
            }
        };
    }

    private static ApplicantState approval(Stores stores, Card card) {
        return IssueRules.approved(
                stores,
                card.owner().cardholder(),
                stores.products().find(card.owner().product()).orElseThrow());
    }

    /** The issuer remembers a key only if the attempt reached it: sending again may be the first time that it acts. */
    private static boolean repeatable(Stores stores, Card card, Operation operation) {
        return switch (operation.kind()) {
            case TOP_UP, WITHDRAW -> stillWanted(stores, card, operation);
            case UNLOCK_CARD, ACTIVATE_CARD ->
                !Freezes.forbids(stores, card, operation)
                        && stores.operations().openOf(card.id()).stream()
                                .noneMatch(
                                        other -> Precedence.ends(other.kind()) && Precedence.older(operation, other));
            case ISSUE_CARD ->
                approval(stores, card) == ApplicantState.APPROVED && !Freezes.forbids(stores, card, operation);
            case LOCK_CARD, CLOSE_CARD, SET_PIN, SET_SPENDING_CONTROLS -> true;
            case REGISTER_CARDHOLDER, UPDATE_CARDHOLDER, SUBMIT_APPLICANT -> true;
        };
    }

    /** A lock that finds the card locked for somebody else needs no call, and its owner holds on to it all the same. */
    private Operation unneeded(Stores stores, Card card, Operation operation) {
        CardState state = card.standing().state();
        boolean joins = operation.kind() == OperationKind.LOCK_CARD
                && CardLifecycle.answer(state, new CardAsk.Lock(Owners.of(operation.requestedBy())))
                        instanceof Answer.Here;
        CardChanged locked = new CardChanged(CardReading.LOCKED, "", Optional.empty());
        return joins
                ? settlement.apply(
                        stores,
                        operation.id(),
                        new Outcome.Done<>(new Effect.Changed(locked)),
                        Settlement.WhenNotSent.KEEP)
                : settlement.cancelled(stores, operation);
    }

    private boolean tooOld(Operation operation) {
        return operation.progress().keepUntil().filter(context.now()::isAfter).isPresent();
    }

    /** Whether an older operation of the card may still change what a reading shows. */
    static boolean waitsForEarlier(Stores stores, Card card, OperationId id) {
        return stores.operations().openOf(card.id()).stream()
                .filter(open -> open.id().equals(id))
                .anyMatch(operation -> earlier(stores, operation)
                        .filter(older -> changesState(older.kind()))
                        .isPresent());
    }

    static boolean changesState(OperationKind kind) {
        return switch (kind) {
            case ACTIVATE_CARD, LOCK_CARD, UNLOCK_CARD, CLOSE_CARD -> true;
            case REGISTER_CARDHOLDER,
                    UPDATE_CARDHOLDER,
                    SUBMIT_APPLICANT,
                    ISSUE_CARD,
                    TOP_UP,
                    WITHDRAW,
                    SET_PIN,
                    SET_SPENDING_CONTROLS -> false;
        };
    }

    private static Optional<Operation> earlier(Stores stores, Operation operation) {
        return stores.operations().openOf(operation.about().card().orElseThrow()).stream()
                .filter(open -> Precedence.older(open, operation))
                .filter(open -> !(open.state() instanceof OperationState.InReview))
                .filter(open -> Precedence.waitsFor(operation.kind(), open.kind()))
                .findFirst();
    }

    private static boolean stillWanted(Stores stores, Card card, Operation operation) {
        if (Freezes.forbids(stores, card, operation)) {
            return false;
        }
        CardAsk ask = switch (operation.kind()) {
            case LOCK_CARD -> new CardAsk.Lock(Owners.of(operation.requestedBy()));
            case UNLOCK_CARD -> new CardAsk.Unlock(Owners.of(operation.requestedBy()));
            case CLOSE_CARD -> new CardAsk.Close(Owners.closing(operation.requestedBy()));
            case ACTIVATE_CARD -> new CardAsk.Activate();
            case TOP_UP -> new CardAsk.Fund();
            case WITHDRAW -> new CardAsk.Withdraw();
            case SET_SPENDING_CONTROLS -> new CardAsk.Control();
            case SET_PIN -> new CardAsk.SetPin();
            case ISSUE_CARD, REGISTER_CARDHOLDER, UPDATE_CARDHOLDER, SUBMIT_APPLICANT -> {
                yield new CardAsk.Activate();
            }
        };
        // A lock or close that was asked for counts for whatever is not itself a change of the card's state.
        CardState met = changesState(operation.kind()) ? card.standing().state() : card.effectiveState();
        return operation.kind() == OperationKind.ISSUE_CARD || CardLifecycle.answer(met, ask) instanceof Answer.Go;
    }

    private Turn start(Stores stores, Operation operation, Optional<Card> card, Lanes.Before lane) {
        Instant now = context.now();
        var account = context.providers().find(operation.about().account());
        Instant sendBy = keys.sendBy(account);
        if (!(OperationLifecycle.observe(operation.state(), new OperationNews.Starts(sendBy))
                instanceof Observation.To<OperationState>(var next))) {
            return new Turn.Leave(operation);
        }
        Operation.Progress was = operation.progress();
        Operation.Progress sent = new Operation.Progress(
                was.firstSentAt().or(() -> Optional.of(now)),
                Optional.of(sendBy.plus(settlement.timing(operation).quietPeriod())),
                was.looks(),
                was.keepUntil(),
                was.references(),
                was.word(),
                Optional.empty());
        Operation started = operation.became(next, now).progress(sent);
        stores.operations().update(started);
        Steps.of(started.state()).ifPresent(step -> stores.operations().step(started.id(), step.at(now)));
        Lanes.note(stores, started.id(), lane);
        return new Turn.Send(started, materials(stores, started, card));
    }

    private static Dispatch.Materials materials(Stores stores, Operation operation, Optional<Card> card) {
        Optional<Cardholder> holder = card.map(of -> of.owner().cardholder())
                .or(() -> operation.about().subject() instanceof Subject.OfCardholder(var id)
                        ? Optional.of(id)
                        : Optional.empty())
                .flatMap(id -> stores.cardholders().find(new Scope.Everything(), id))
                .map(found -> card.map(of ->
                                Holders.forProduct(stores, found, of.owner().product()))
                        .orElse(found));
        return new Dispatch.Materials(
                card,
                holder,
                card.flatMap(of -> stores.products().find(of.owner().product())),
                stores.movements().lockOf(operation.id()),
                Optional.empty(),
                "");
    }

    /** An attempt whose sender may still be at it is left alone; after that nobody knows what became of it. */
    private Operation orphan(Operation operation, Instant sendBy) {
        Instant quiet = sendBy.plus(settlement.timing(operation).quietPeriod());
        if (context.now().isBefore(quiet)) {
            return context.work().write(stores -> TakingUp.at(stores, TakingUp.lock(stores, operation.id()), quiet));
        }
        Operation lost = record(operation, new Outcome.Unknown<>(UnknownCause.SENDER_GONE));
        return lost.state() instanceof OperationState.Unknown ? settle(lost) : lost;
    }

    private Operation settle(Operation operation) {
        return switch (searches.plan(operation)) {
            case Searches.Plan.SendAgain ignored -> send(operation);
            case Searches.Plan.Look(var finding) -> conclude(operation, finding);
        };
    }

    private Operation conclude(Operation operation, Searches.Finding finding) {
        Steps.note(context, operation, finding);
        return switch (finding) {
            case Searches.Finding.Was(var outcome) -> record(operation, outcome);
            case Searches.Finding.Failed(var failure, var money) ->
                context.work().write(stores -> {
                    Operation now = TakingUp.lock(stores, operation.id());
                    return now.state().equals(operation.state()) ? settlement.failed(stores, now, failure, money) : now;
                });
            case Searches.Finding.Unmade(var card) ->
                context.work().write(stores -> unmade.take(stores, operation, card));
            case Searches.Finding.NotYet ignored -> context.work().write(stores -> takingUp.again(stores, operation));
            case Searches.Finding.NotAsked ignored -> {
                // No look is spent, and nothing is given up.
                Instant next = Settlement.nextTry(operation.times().updatedAt(), context.now());
                yield context.work().write(stores -> TakingUp.at(stores, TakingUp.lock(stores, operation.id()), next));
            }
            case Searches.Finding.Unseen ignored ->
                context.work().write(stores -> {
                    Operation now = TakingUp.lock(stores, operation.id());
                    return settlement.certain(stores, now, Optional.empty())
                            ? takingUp.again(stores, operation)
                            : settlement.unconfirmed(stores, now);
                });
            case Searches.Finding.Undecidable(var reason) ->
                context.work().write(stores -> settlement.review(stores, operation.id(), reason));
        };
    }

    private Operation record(Operation operation, Outcome<Effect> outcome) {
        var whenNotSent = keepable(operation.kind()) ? Settlement.WhenNotSent.KEEP : Settlement.WhenNotSent.GIVE_UP;
        return context.conclude(operation, stores -> settlement.attempted(stores, operation, outcome, whenNotSent));
    }

    private static boolean keepable(OperationKind kind) {
        return switch (kind) {
            case ISSUE_CARD, LOCK_CARD, UNLOCK_CARD, CLOSE_CARD, TOP_UP, WITHDRAW, SET_SPENDING_CONTROLS -> true;
            case REGISTER_CARDHOLDER, UPDATE_CARDHOLDER, SUBMIT_APPLICANT, ACTIVATE_CARD, SET_PIN -> false;
        };
    }
}
