package io.cardport.app.admin;

import io.cardport.app.rest.DomainProblems;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.Json;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.usecase.Result;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes with or without an {@code Idempotency-Key} that no issuer carries out, or that may be carried out twice: the key is
 * taken in one transaction with the answer.
 */
@Singleton
final class KeyedWrites {
    private static final byte[] NOTHING = new byte[0];

    private final KeyedHash hash;

    KeyedWrites(KeyedHash hash) {
        this.hash = hash;
    }

    /**
     * How a write is answered.
     *
     * @param status of the answer
     * @param shown what the first answer shows
     * @param kept what a repetition shows: the same without what is shown once
     */
    record Form<T>(int status, Function<T, byte[]> shown, Function<T, byte[]> kept) {
        static <T> Form<T> plain(int status, Function<T, ?> view) {
            return shownOnce(status, view, view);
        }

        static <T> Form<T> shownOnce(int status, Function<T, ?> shown, Function<T, ?> kept) {
            return new Form<>(status, made -> Json.bytes(shown.apply(made)), made -> Json.bytes(kept.apply(made)));
        }

        static <T> Form<T> nothing() {
            return new Form<>(204, made -> NOTHING, made -> NOTHING);
        }
    }

    /**
     * Carries a write out.
     *
     * @param request what is asked
     * @param actor by whom
     * @param write the effect
     * @param form its answer
     * @throws io.cardport.app.rest.ProblemException when it was declined, or the key belongs to another request
     */
    <T> MutableHttpResponse<byte[]> carryOut(
            HttpRequest<byte[]> request, Actor actor, Function<Once<T>, Result<T>> write, Form<T> form) {
        String fingerprint = hash.of(
                "admin.fingerprint",
                request.getMethodName(),
                request.getPath(),
                HexFormat.of().formatHex(AskedBody.bytes(request)));
        Once<T> once = Writes.key(request, Write.KeyRule.HONOURED)
                .<Once<T>>map(key -> new Once.Keyed<>(actor, key, fingerprint, result -> kept(result, form)))
                .orElseGet(Once.Unkeyed::new);
        return switch (write.apply(once)) {
            case Result.Settled<T>(T made) ->
                Answers.bytes(form.status(), form.shown().apply(made));
            case Result.Pending<T>(T made, var ignored) ->
                Answers.bytes(form.status(), form.shown().apply(made));
            case Result.Declined<T>(var problem) ->
                throw DomainProblems.of(problem).exception();
            case Result.Repeated<T>(Claim claim) -> repeated(claim, fingerprint);
            case Result.Overtaken<T>(StoredAnswer first) -> replayed(first);
        };
    }

    /** Only what was done is kept: what was declined leaves the key free. */
    private static <T> StoredAnswer kept(Result<T> result, Form<T> form) {
        return switch (result) {
            case Result.Settled<T>(T made) ->
                new StoredAnswer(form.status(), Map.of(), form.kept().apply(made));
            case Result.Pending<T>(T made, var ignored) ->
                new StoredAnswer(form.status(), Map.of(), form.kept().apply(made));
            case Result.Overtaken<T>(StoredAnswer first) -> first;
            case Result.Declined<T> ignored -> throw new IllegalStateException("what was declined is not kept");
            case Result.Repeated<T> ignored -> throw new IllegalStateException("a repetition has no answer of its own");
        };
    }

    private static MutableHttpResponse<byte[]> repeated(Claim claim, String fingerprint) {
        if (!claim.fingerprint().equals(fingerprint)) {
            throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED).exception();
        }
        return replayed(claim.answer()
                .orElseThrow(() -> Problem.of(ProblemCode.IDEMPOTENCY_IN_FLIGHT).exception()));
    }

    private static MutableHttpResponse<byte[]> replayed(StoredAnswer first) {
        return Answers.bytes(first.status(), first.body()).header("Idempotency-Replayed", "true");
    }
}
