package io.cardport.app.rest.once;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.ProblemException;
import io.cardport.app.security.Caller;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.RepeatAnswer;
import io.cardport.domain.usecase.Result;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries out writes so that a key has one effect and one answer. A key that was used before is never run again: it gets
 * the first answer byte for byte, or is told to wait, or, where the process of the first request died, gets the resource as
 * it stands.
 */
@Singleton
public final class Writes {
    private static final String KEY = "Idempotency-Key";
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final RepeatAnswer repeats;
    private final Fingerprints fingerprints;
    private final Answers answers;
    private final UnitOfWork work;

    Writes(RepeatAnswer repeats, Fingerprints fingerprints, Answers answers, UnitOfWork work) {
        this.repeats = repeats;
        this.fingerprints = fingerprints;
        this.answers = answers;
        this.work = work;
    }

    /**
     * The key of a request.
     *
     * @param request a write
     * @param rule whether it needs one
     * @return the key
     * @throws ProblemException where it is missing or malformed
     */
    public static Optional<String> key(HttpRequest<?> request, Write.KeyRule rule) {
        List<String> keys = request.getHeaders().getAll(KEY);
        if (keys.stream().allMatch(String::isEmpty)) {
            if (rule == Write.KeyRule.REQUIRED) {
                throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REQUIRED).exception();
            }
            return Optional.empty();
        }
        String key = keys.getFirst();
        if (keys.size() > 1
                || key.length() > 255
                || !key.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, ProblemCode.IDEMPOTENCY_KEY_REQUIRED.next())
                    .at(KEY, "must be given once, 1 to 255 visible ASCII characters")
                    .exception();
        }
        return Optional.of(key);
    }

    /**
     * Carries a write out, once.
     *
     * @param write what is asked for
     * @param <T> the resource that it makes or changes
     * @return the answer
     */
    public <T> HttpResponse<byte[]> carryOut(Write<T> write) {
        Optional<String> key = key(write.request(), write.key());
        if (key.isEmpty()) {
            Result<T> result = write.effect().apply(new Once.Unkeyed<>());
            return Answers.send(first(write, result, render(write, result)));
        }
        Caller caller = Caller.of(write.request());
        String fingerprint = fingerprints.of(write.request(), caller, write.received());
        return switch (write.repeats()) {
            case LOOKED_FOR ->
                repeats.find(caller.actor(), key.get())
                        .map(claim -> repeated(write, claim, fingerprint))
                        .orElseGet(() -> once(write, caller.actor(), key.get(), fingerprint));
            case CLAIMED -> claiming(write, caller.actor(), key.get(), fingerprint);
        };
    }

    /** What is wrong with a request is not said of one whose key is another's. */
    private <T> HttpResponse<byte[]> claiming(Write<T> write, Actor caller, String key, String fingerprint) {
        try {
            return once(write, caller, key, fingerprint);
        } catch (ProblemException refused) {
            return repeats.find(caller, key)
                    .map(claim -> repeated(write, claim, fingerprint))
                    .orElseThrow(() -> refused);
        }
    }

    private <T> HttpResponse<byte[]> once(Write<T> write, Actor caller, String key, String fingerprint) {
        // What is kept and what is sent are the same object, whatever rendering would do a second time.
        AtomicReference<Rendered<T>> last = new AtomicReference<>(new Rendered<>(Optional.empty(), Answers.nothing()));
        Result<T> result = write.effect().apply(new Once.Keyed<>(caller, key, fingerprint, done -> {
            StoredAnswer answer = render(write, done);
            last.set(new Rendered<>(Optional.of(done), answer));
            return answer;
        }));
        return switch (result) {
            case Result.Repeated<T>(Claim claim) -> repeated(write, claim, fingerprint);
            case Result.Overtaken<T>(StoredAnswer answer) -> Answers.send(answer);
            case Result.Settled<T> settled ->
                Answers.send(first(write, settled, last.get().of(settled, write, this)));
            case Result.Pending<T> pending -> Answers.send(last.get().of(pending, write, this));
            case Result.Declined<T> declined -> Answers.send(last.get().of(declined, write, this));
        };
    }

    private static <T> StoredAnswer first(Write<T> write, Result<T> result, StoredAnswer kept) {
        return result instanceof Result.Settled<T>(T resource) ? write.form().first(resource, kept) : kept;
    }

    private record Rendered<T>(Optional<Result<T>> result, StoredAnswer answer) {
        StoredAnswer of(Result<T> wanted, Write<T> write, Writes writes) {
            return result.filter(wanted::equals).isPresent() ? answer : writes.render(write, wanted);
        }
    }

    private <T> StoredAnswer render(Write<T> write, Result<T> result) {
        return switch (result) {
            case Result.Settled<T>(T resource) -> write.form().settled(resource);
            case Result.Pending<T>(T resource, OperationId operation) ->
                write.form().pending(resource, operation);
            case Result.Declined<T>(var problem) -> answers.declined(write.request(), problem);
            case Result.Repeated<T> ignored -> throw new IllegalStateException("a repetition has no answer of its own");
            case Result.Overtaken<T>(StoredAnswer answer) -> answer;
        };
    }

    private <T> HttpResponse<byte[]> repeated(Write<T> write, Claim claim, String fingerprint) {
        if (!claim.fingerprint().equals(fingerprint)) {
            return Answers.send(answers.problem(write.request(), Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED)));
        }
        if (claim.answer().isPresent()) {
            return replayed(claim.answer().get());
        }
        if (repeats.busy(claim)) {
            return Answers.send(answers.problem(write.request(), busy(claim)));
        }
        StoredAnswer answer = write.form()
                .asItStands(claim)
                .orElseGet(() -> answers.problem(
                        write.request(),
                        Problem.of(
                                ProblemCode.PROVIDER_UNAVAILABLE,
                                "The issuer never got this request. Send it again with a new key.")));
        return replayed(repeats.conclude(claim, answer));
    }

    private static HttpResponse<byte[]> replayed(StoredAnswer answer) {
        return Answers.send(answer).header("Idempotency-Replayed", "true");
    }

    private Problem busy(Claim claim) {
        Problem problem = Problem.of(ProblemCode.IDEMPOTENCY_IN_FLIGHT).after(COME_AGAIN);
        return operation(claim.made())
                .map(operation -> problem.with("operationId", operation.value()))
                .orElse(problem);
    }

    private Optional<OperationId> operation(Subject made) {
        Scope everything = new Scope.Everything();
        return work.read(stores -> switch (made) {
            case Subject.OfCard(var card) ->
                stores.operations().openOf(card).stream()
                        .map(io.cardport.domain.operation.Operation::id)
                        .findFirst();
            case Subject.OfMovement(var movement) ->
                stores.movements()
                        .find(everything, movement)
                        .map(found -> found.owner().operation());
            case Subject.OfOperation(var operation) ->
                // What is no command to an issuer claims its key under an id that nothing has.
                stores.operations().find(everything, operation).map(io.cardport.domain.operation.Operation::id);
            case Subject.OfCardholder ignored -> Optional.empty();
            case Subject.OfApplicant ignored -> Optional.empty();
            case Subject.OfTransaction ignored -> Optional.empty();
        });
    }
}
