package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Observation;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationLifecycle;
import io.cardport.domain.operation.OperationNews;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Step;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records what became of an operation, on the operation and on what it is about, in one transaction. The same for the
 * answer to the call, a webhook and a look; applying the same news twice changes nothing.
 */
final class Settlement {
    /** How long a write that could not be sent is kept. */
    static final Duration KEEP = Duration.ofHours(24);

    /** How many writes of one account are kept at a time. */
    static final int KEPT = 10_000;

    /** Failure code where the issuer has the person as another holder. */
    static final String DUPLICATE = "duplicate_at_provider";

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration FIRST_TRY = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Context context;
    private final Changes changes;
    private final Subjects subjects;
    private final Reopening reopening;

    Settlement(Context context) {
        this.context = context;
        this.changes = new Changes(context);
        this.subjects = new Subjects(context, changes);
        this.reopening = new Reopening(context, changes, subjects);
    }

    /** How a command that was not sent is to end. */
    enum WhenNotSent {
        /** It is kept and sent later. */
        KEEP,
        /** It is given up; whoever asked learns so. */
        GIVE_UP
    }

    /**
     * Applies an outcome.
     *
     * @return the operation as it is now
     */
    Operation apply(Stores stores, OperationId id, Outcome<Effect> outcome, WhenNotSent whenNotSent) {
        return apply(stores, id, outcome, whenNotSent, Optional.empty());
    }

    /**
     * Applies what a look showed.
     *
     * @param from when the look began
     * @return the operation as it is now
     */
    Operation seen(Stores stores, OperationId id, Outcome<Effect> outcome, Instant from) {
        return apply(stores, id, outcome, WhenNotSent.GIVE_UP, Optional.of(from));
    }

    private Operation apply(
            Stores stores,
            OperationId id,
            Outcome<Effect> outcome,
            WhenNotSent whenNotSent,
            Optional<Instant> seenFrom) {
        Operation seen = stores.operations().find(new Scope.Everything(), id).orElseThrow();
        subjects.lock(stores, seen);
        Operation operation = stores.operations().lock(id).orElseThrow();
        return switch (outcome) {
            case Outcome.Done<Effect>(var effect) -> done(stores, operation, effect, seenFrom);
            case Outcome.Accepted<Effect>(var order, var soFar) -> accepted(stores, operation, order, soFar);
            case Outcome.Refused<Effect>(var refusal) -> refused(stores, operation, refusal);
            case Outcome.NotSent<Effect>(var cause) -> notSent(stores, operation, cause, whenNotSent);
            case Outcome.Unknown<Effect>(var cause) -> lost(stores, operation, cause);
        };
    }

    /**
     * Applies what the sender of an attempt learned. That nothing, or nobody knows what, became of it says something of that
     * attempt alone: it changes nothing once the operation has moved on.
     *
     * @return the operation as it is now
     */
    Operation attempted(Stores stores, Operation sent, Outcome<Effect> outcome, WhenNotSent whenNotSent) {
        AnswerLocks.take(stores, sent, outcome, Optional.empty());
        subjects.lock(stores, sent);
        Operation operation = stores.operations().lock(sent.id()).orElseThrow();
        boolean ofThisAttempt = switch (outcome) {
            case Outcome.NotSent<Effect> ignored -> true;
            case Outcome.Unknown<Effect> ignored -> true;
            case Outcome.Done<Effect> ignored -> false;
            case Outcome.Accepted<Effect> ignored -> false;
            case Outcome.Refused<Effect> ignored -> false;
        };
        return ofThisAttempt && !operation.state().equals(sent.state())
                ? operation
                : apply(stores, sent.id(), outcome, whenNotSent);
    }

    private Operation done(Stores stores, Operation operation, Effect effect, Optional<Instant> seenFrom) {
        if (!certain(stores, operation, seenFrom)) {
            return unconfirmed(stores, operation);
        }
        return switch (OperationLifecycle.observe(operation.state(), new OperationNews.WasDone())) {
            case Observation.To<OperationState>(var next) -> {
                if (subjects.ofAnother(stores, operation, effect)) {
                    yield another(stores, operation);
                }
                subjects.succeeded(stores, operation, effect);
                yield settled(stores, operation, next);
            }
            case Observation.Stay<OperationState> ignored ->
                reopening.anotherCard(stores, operation, effect)
                        ? contradicted(stores, operation, "succeeded_by_hand_as_another_card")
                        : operation;
            case Observation.Look<OperationState> ignored -> operation;
            case Observation.Review<OperationState>(var reason) -> contradicted(stores, operation, reason);
        };
    }

    /**
     * Whether what an issuer answers, which was true at some time since it was asked, can't be undone by an earlier
     * operation. Where the issuer's cards can't be read its word has to do.
     */
    boolean certain(Stores stores, Operation operation, Optional<Instant> seenFrom) {
        Instant from = seenFrom.or(() -> operation.progress().firstSentAt()).orElseGet(context::now);
        return !Precedence.ends(operation.kind())
                || context.ability(operation.about().account(), CardLookup.class)
                        .isEmpty()
                || Confirmation.holds(stores, operation, from);
    }

    /** The issuer did it, and may undo it with what is under way: it is to be looked at once that is settled. */
    Operation unconfirmed(Stores stores, Operation operation) {
        if (!(OperationLifecycle.observe(operation.state(), new OperationNews.WasDoneTooSoon())
                instanceof Observation.To<OperationState>(var next))) {
            return operation;
        }
        Instant now = context.now();
        Operation after = operation.became(next, now);
        return changes.changed(
                stores, operation, after.progress(after.progress().takenUpAt(Optional.of(now))));
    }

    /** What the issuer shows belongs to another holder or card of ours: nobody is given it. */
    private Operation another(Stores stores, Operation operation) {
        return operation.kind() == OperationKind.ISSUE_CARD
                ? review(stores, operation.id(), "card_of_another")
                : failed(stores, operation, new Failure(DUPLICATE, ""), Subjects.Money.BACK);
    }

    private Operation accepted(Stores stores, Operation operation, ProviderRef order, Optional<Effect> soFar) {
        Instant now = context.now();
        if (!(OperationLifecycle.observe(operation.state(), new OperationNews.WasAccepted(order))
                instanceof Observation.To<OperationState>(var next))) {
            return operation;
        }
        if (soFar.filter(effect -> subjects.ofAnother(stores, operation, effect))
                .isPresent()) {
            return another(stores, operation);
        }
        subjects.accepted(stores, operation, order, soFar);
        Reference reference = new Reference(operation.about().account(), Kind.ORDER, order);
        stores.references()
                .bind(reference, new Subject.OfOperation(operation.id()))
                .forEach(delivery -> stores.inbox().again(delivery, now));
        Instant look = now.plus(timing(operation).firstLook());
        Operation after = operation.became(next, now);
        return changes.changed(
                stores, operation, after.progress(after.progress().takenUpAt(Optional.of(look))));
    }

    private Operation refused(Stores stores, Operation operation, Refusal refusal) {
        // The issuer has seen this operation's key with something else: what it did then is not known.
        if (refusal.reason() == Refusal.Reason.IDEMPOTENCY_CONFLICT) {
            return review(stores, operation.id(), "idempotency_conflict");
        }
        return failed(stores, operation, Failure.of(refusal), Subjects.Money.BACK);
    }

    /** Ends an operation that did not and will not happen. */
    Operation failed(Stores stores, Operation operation, Failure failure, Subjects.Money money) {
        return switch (OperationLifecycle.observe(operation.state(), new OperationNews.Failed(failure))) {
            case Observation.To<OperationState>(var next) -> {
                subjects.failed(stores, operation, failure, money);
                yield settled(stores, operation, next);
            }
            case Observation.Stay<OperationState> ignored -> {
                if (money == Subjects.Money.BACK && operation.state() instanceof OperationState.Failed(var known)) {
                    subjects.cameBack(stores, operation, known);
                }
                yield operation;
            }
            case Observation.Look<OperationState> ignored -> operation;
            case Observation.Review<OperationState>(var reason) -> contradicted(stores, operation, reason);
        };
    }

    private Operation notSent(Stores stores, Operation operation, Outcome.NotSentCause cause, WhenNotSent whenNotSent) {
        stores.operations()
                .step(operation.id(), Steps.of(Step.Kind.NOT_SENT, cause).at(context.now()));
        // Nothing of this attempt left, but of an earlier one something may have: only a look or its key settles that.
        if (operation.state() instanceof OperationState.Sending(var attempt, var sendBy) && attempt > 1) {
            return lost(stores, operation, UnknownCause.NO_ANSWER);
        }
        return switch (whenNotSent) {
            case GIVE_UP -> failed(stores, operation, Failure.of(cause), Subjects.Money.BACK);
            case KEEP -> {
                Instant now = context.now();
                if (operation.progress().keepUntil().isEmpty()
                        && stores.operations().queued(operation.about().account(), KEPT) >= KEPT) {
                    yield failed(stores, operation, Failure.of(cause), Subjects.Money.BACK);
                }
                boolean tooOld =
                        operation.progress().keepUntil().filter(now::isAfter).isPresent();
                if (tooOld) {
                    yield failed(stores, operation, new Failure("kept_too_long", ""), Subjects.Money.BACK);
                }
                yield kept(stores, operation, now, cause);
            }
        };
    }

    /** An issuer that is still busy with something before it is asked again soon, then ever later. */
    private static Duration pause(Operation operation, Instant now, Outcome.NotSentCause cause) {
        Instant since =
                operation.progress().keepUntil().map(until -> until.minus(KEEP)).orElse(now);
        return switch (cause) {
            case ISSUER_BUSY -> bounded(Duration.between(since, now).dividedBy(2), SHORTEST);
            case UNREACHABLE, CIRCUIT_OPEN -> Duration.between(now, nextTry(since, now));
            case TOO_LATE, RATE_LIMITED -> RETRY;
            case CREDENTIALS_REFUSED -> LONGEST;
        };
    }

    /** When an issuer that is away is tried again; what is kept is woken when it is back. */
    static Instant nextTry(Instant awaySince, Instant now) {
        return now.plus(bounded(Duration.between(awaySince, now).dividedBy(4), FIRST_TRY));
    }

    private static Duration bounded(Duration wanted, Duration least) {
        Duration grown = wanted.compareTo(least) < 0 ? least : wanted;
        return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
    }

    private Operation kept(Stores stores, Operation operation, Instant now, Outcome.NotSentCause cause) {
        if (!(OperationLifecycle.observe(operation.state(), new OperationNews.KeptForLater())
                instanceof Observation.To<OperationState>(var next))) {
            return operation;
        }
        if (overtaken(stores, operation)) {
            return cancelled(stores, operation.became(next, now));
        }
        Operation.Progress was = operation.progress();
        Operation.Progress progress = new Operation.Progress(
                Optional.empty(),
                Optional.of(now.plus(pause(operation, now, cause))),
                was.looks(),
                was.keepUntil().or(() -> Optional.of(now.plus(KEEP))),
                was.references(),
                was.word(),
                Optional.empty());
        return changes.changed(stores, operation, operation.became(next, now).progress(progress));
    }

    /** A lock or close that came while it was being sent would have called it back. */
    private boolean overtaken(Stores stores, Operation operation) {
        return Precedence.overtaken(operation.kind())
                && stores.operations().openOf(operation.about().card().orElseThrow()).stream()
                        .anyMatch(other -> Precedence.ends(other.kind()) && Precedence.older(operation, other));
    }

    private Operation lost(Stores stores, Operation operation, UnknownCause cause) {
        Instant now = context.now();
        Instant quiet = quietUntil(operation, now);
        if (!(OperationLifecycle.observe(operation.state(), new OperationNews.WasLost(cause))
                instanceof Observation.To<OperationState>(var next))) {
            return operation;
        }
        subjects.lost(stores, operation);
        Operation after = operation.became(next, now);
        return changes.changed(
                stores, operation, after.progress(after.progress().takenUpAt(Optional.of(quiet))));
    }

    private Instant quietUntil(Operation operation, Instant now) {
        Instant sendBy = operation.state() instanceof OperationState.Sending(var attempt, var by) ? by : now;
        return sendBy.plus(timing(operation).quietPeriod());
    }

    /** Hands an operation to a person. */
    Operation review(Stores stores, OperationId id, String reason) {
        Operation seen = stores.operations().find(new Scope.Everything(), id).orElseThrow();
        subjects.lock(stores, seen);
        Operation operation = stores.operations().lock(id).orElseThrow();
        if (!(OperationLifecycle.observe(operation.state(), new OperationNews.NeedsReview(reason))
                instanceof Observation.To<OperationState>(var next))) {
            return operation;
        }
        subjects.unsettled(stores, operation, reason);
        Operation after = operation.became(next, context.now());
        return changes.changed(
                stores, operation, after.progress(after.progress().takenUpAt(Optional.empty())));
    }

    /** Calls an operation back that was not sent. */
    Operation cancelled(Stores stores, Operation operation) {
        if (!(OperationLifecycle.observe(operation.state(), new OperationNews.IsCancelled())
                instanceof Observation.To<OperationState>(var next))) {
            return operation;
        }
        subjects.failed(stores, operation, new Failure("cancelled", ""), Subjects.Money.BACK);
        return settled(stores, operation, next);
    }

    /** The issuer says the contrary of what the operation ended as; what a person found out is open again. */
    Operation contradicted(Stores stores, Operation operation, String reason) {
        return reopening.reopen(stores, operation, reason);
    }

    /** Ends what is in review as a person found it to be; the rows are locked. */
    Operation byHand(Stores stores, Operation operation, OperationNews found, Runnable subject) {
        if (!(OperationLifecycle.observe(operation.state(), found)
                instanceof Observation.To<OperationState>(var next))) {
            return operation;
        }
        subject.run();
        return settled(stores, operation, next);
    }

    private Operation settled(Stores stores, Operation operation, OperationState next) {
        Operation after = changes.changed(stores, operation, operation.became(next, context.now()));
        operation.about().card().ifPresent(card -> {
            reopening.doubtEnds(stores, operation, card);
            wakeNext(stores, card);
        });
        return after;
    }

    /** Operations of one card are sent one after another: the oldest that waits is next. */
    private void wakeNext(Stores stores, CardId card) {
        List<Operation> open = stores.operations().openOf(card);
        Stream.concat(
                        open.stream()
                                .filter(other -> other.state() instanceof OperationState.Queued)
                                .min(Comparator.comparing(other -> other.times().createdAt()))
                                .stream(),
                        open.stream().filter(other -> other.state() instanceof OperationState.Confirming))
                .forEach(other -> stores.operations()
                        .update(other.progress(other.progress().takenUpAt(Optional.of(context.now())))));
    }

    ProviderAccount.Timing timing(Operation operation) {
        return context.providers()
                .find(operation.about().account())
                .map(ProviderAccount::timing)
                .orElse(ProviderAccount.Timing.USUAL);
    }

    Changes changes() {
        return changes;
    }

    Subjects subjects() {
        return subjects;
    }
}
