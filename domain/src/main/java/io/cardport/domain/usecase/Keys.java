package io.cardport.domain.usecase;

import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ClaimStore;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One key, one effect, one answer: claims, the answers that results call for, and the times that both depend on. */
final class Keys {
    private final Context context;

    Keys(Context context) {
        this.context = context;
    }

    /** Claims the key of a request; a key that is held already is shown and nothing is done. */
    <T> Optional<Claim> claim(Stores stores, Once<T> once, Subject made, Instant busyUntil) {
        return wanted(once, made, busyUntil).flatMap(claim -> stores.claims().claim(claim));
    }

    /** The claim that a request is about to make. */
    static <T> Optional<Claim> wanted(Once<T> once, Subject made, Instant busyUntil) {
        return switch (once) {
            case Once.Unkeyed<T> ignored -> Optional.empty();
            case Once.Keyed<T> keyed ->
                Optional.of(
                        new Claim(keyed.caller(), keyed.key(), keyed.fingerprint(), made, busyUntil, Optional.empty()));
        };
    }

    /** The key whose answer a request is about to store. */
    static <T> Optional<ClaimStore.Key> of(Once<T> once) {
        return switch (once) {
            case Once.Unkeyed<T> ignored -> Optional.empty();
            case Once.Keyed<T> keyed -> Optional.of(new ClaimStore.Key(keyed.caller(), keyed.key()));
        };
    }

    /** Whether a request is a repeat, for which nobody is asked anything again. */
    <T> boolean used(Once<T> once) {
        return held(once).isPresent();
    }

    private <T> Optional<Claim> held(Once<T> once) {
        return switch (once) {
            case Once.Unkeyed<T> ignored -> Optional.empty();
            case Once.Keyed<T> keyed ->
                context.work().read(stores -> stores.claims().find(keyed.caller(), keyed.key()));
        };
    }

    /** Work that is no operation and needs no issuer: the key, what it does and its answer stand or fall together. */
    <T> Result<T> within(Stores stores, Once<T> once, Supplier<Result<T>> work) {
        var taken = claim(stores, once, new Subject.OfOperation(context.ids().operation()), context.now());
        if (taken.isPresent()) {
            stores.undo();
            return new Result.Repeated<>(taken.get());
        }
        return switch (work.get()) {
            case Result.Declined<T> declined -> {
                stores.undo();
                yield declined;
            }
            case Result.Settled<T> settled -> answered(stores, once, settled);
            case Result.Pending<T> pending -> answered(stores, once, pending);
            case Result.Repeated<T> repeated -> repeated;
            case Result.Overtaken<T> overtaken -> overtaken;
        };
    }

    /**
     * Work that asks an issuer and has the same effect however often it is done: the key is taken with the answer, so that a
     * process that dies leaves it free, and two at the same time may both ask.
     */
    <T> Result<T> repeatable(Once<T> once, Supplier<Result<T>> work) {
        Optional<Claim> held = held(once);
        if (held.isPresent()) {
            return new Result.Repeated<>(held.get());
        }
        Result<T> result = work.get();
        return result instanceof Result.Declined<T>
                ? result
                : context.work().write(stores -> within(stores, once, () -> result));
    }

    /** Stores the answer that a result calls for; whoever stored one first is right. */
    <T> Result<T> answered(Stores stores, Once<T> once, Result<T> result) {
        return switch (once) {
            case Once.Unkeyed<T> ignored -> result;
            case Once.Keyed<T> keyed -> {
                StoredAnswer answer = keyed.render().apply(result);
                StoredAnswer held = stores.claims().answer(keyed.caller(), keyed.key(), answer);
                yield held == answer ? result : new Result.Overtaken<>(held);
            }
        };
    }

    /** The result that an operation's state calls for, its answer stored; given up unsent, the key is free again. */
    <T> Result<T> concluded(Stores stores, Once<T> once, Operation operation, Outcome<Effect> outcome, T resource) {
        if (outcome instanceof Outcome.NotSent && operation.state() instanceof OperationState.Failed(var failure)) {
            return unsent(stores, once, failure);
        }
        if (outcome instanceof Outcome.Refused<Effect>(var refusal)
                && operation.state() instanceof OperationState.Failed) {
            Problem problem = Refusals.problem(refusal, operation.kind(), failed(operation));
            return answered(stores, once, new Result.Declined<>(problem));
        }
        if (operation
                .state()
                .whyFailed()
                .filter(failure -> failure.code().equals(Settlement.DUPLICATE))
                .isPresent()) {
            return answered(stores, once, new Result.Declined<>(new Problem.DuplicateAtProvider()));
        }
        Result<T> result = operation.state().name() == OperationState.Name.SUCCEEDED
                ? new Result.Settled<>(resource)
                : new Result.Pending<>(resource, operation.id());
        return answered(stores, once, result);
    }

    /**
     * What an earlier attempt that had left came to is for whoever repeats the key to hear, and what a repeat was answered
     * meanwhile stays its answer.
     */
    private static <T> Result<T> unsent(Stores stores, Once<T> once, Failure failure) {
        Optional<StoredAnswer> held = once instanceof Once.Keyed<T> keyed && failure.neverSent()
                ? stores.claims().release(keyed.caller(), keyed.key())
                : Optional.empty();
        return held.<Result<T>>map(Result.Overtaken::new)
                .orElseGet(() -> new Result.Declined<>(new Problem.ProviderUnavailable(Refusals.RETRY_AFTER)));
    }

    private static Optional<Subject> failed(Operation operation) {
        return switch (operation.about().subject()) {
            case Subject.OfCardholder ignored -> Optional.empty();
            case Subject.OfApplicant ignored -> Optional.empty();
            case Subject.OfTransaction ignored -> Optional.empty();
            case Subject.OfOperation ignored -> Optional.empty();
            case Subject.OfCard card -> Optional.of(card);
            case Subject.OfMovement movement -> Optional.of(movement);
        };
    }

    /** Database time after which no byte of an attempt that begins now leaves. */
    Instant sendBy(Optional<ProviderAccount> account) {
        var timing = account.map(ProviderAccount::timing).orElse(ProviderAccount.Timing.USUAL);
        return context.now().plus(Dispatch.GRACE).plus(timing.deadline());
    }

    /**
     * Until when a request that is still running, or whose process has died, keeps its key: the claim comes before its
     * account is known, so the slowest account's deadline counts.
     */
    Instant busyUntil() {
        return context.providers().all().stream()
                .map(account -> sendBy(Optional.of(account)))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> sendBy(Optional.empty()));
    }

    Operation.Progress sent(Instant now, Instant sendBy, Optional<ProviderAccount> account) {
        var timing = account.map(ProviderAccount::timing).orElse(ProviderAccount.Timing.USUAL);
        return new Operation.Progress(
                Optional.of(now),
                Optional.of(sendBy.plus(timing.quietPeriod())),
                0,
                Optional.empty(),
                Map.of(),
                "",
                Optional.empty());
    }

    Operation.Progress queued(Instant now) {
        return new Operation.Progress(
                Optional.empty(),
                Optional.of(now),
                0,
                Optional.of(now.plus(Settlement.KEEP)),
                Map.of(),
                "",
                Optional.empty());
    }
}
