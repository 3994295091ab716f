package io.cardport.app.admin;

import io.cardport.app.rest.DomainProblems;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.Problems;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.Json;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.usecase.RepeatAnswer;
import io.cardport.domain.usecase.Result;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Changes of a card with or without an {@code Idempotency-Key}: one key, one effect, the first answer again. */
@Singleton
final class CardChanges {
    private static final String REPLAYED = "Idempotency-Replayed";

    private final RepeatAnswer repeats;
    private final KeyedHash hash;
    private final Problems problems;

    CardChanges(RepeatAnswer repeats, KeyedHash hash, Problems problems) {
        this.repeats = repeats;
        this.hash = hash;
        this.problems = problems;
    }

    /** What is asked, by whom, of which card. */
    record Asked(HttpRequest<?> request, byte[] body, Actor actor, Card card, Optional<Cardholder> holder) {}

    MutableHttpResponse<?> carryOut(Asked asked, Function<Once<Card>, Result<Card>> change) {
        Optional<String> key = Writes.key(asked.request(), Write.KeyRule.HONOURED);
        Once<Card> once = key.<Once<Card>>map(given ->
                        new Once.Keyed<>(asked.actor(), given, fingerprint(asked), result -> answer(asked, result)))
                .orElseGet(Once.Unkeyed::new);
        Result<Card> result = change.apply(once);
        return switch (result) {
            case Result.Repeated<Card>(Claim claim) -> repeat(asked, claim);
            case Result.Overtaken<Card>(StoredAnswer first) -> written(first);
            case Result.Settled<Card> ignored -> written(answer(asked, result));
            case Result.Pending<Card> ignored -> written(answer(asked, result));
            case Result.Declined<Card>(var problem) -> problems.answer(asked.request(), DomainProblems.of(problem));
        };
    }

    private String fingerprint(Asked asked) {
        return hash.of(
                "admin.fingerprint",
                asked.request().getMethodName(),
                asked.request().getPath(),
                HexFormat.of().formatHex(asked.body()));
    }

    private StoredAnswer answer(Asked asked, Result<Card> result) {
        return switch (result) {
            case Result.Settled<Card>(Card card) -> shown(200, card, asked.holder());
            case Result.Pending<Card>(Card card, var ignored) -> shown(202, card, asked.holder());
            case Result.Declined<Card>(var problem) -> kept(asked.request(), DomainProblems.of(problem));
            case Result.Repeated<Card> ignored -> shown(200, asked.card(), asked.holder());
            case Result.Overtaken<Card>(StoredAnswer first) -> first;
        };
    }

    private StoredAnswer kept(HttpRequest<?> request, Problem problem) {
        MutableHttpResponse<byte[]> answer = problems.answer(request, problem);
        return new StoredAnswer(
                problem.code().status(),
                Map.of("Content-Type", Problems.MEDIA_TYPE.toString()),
                answer.getBody().orElse("{}".getBytes(StandardCharsets.UTF_8)));
    }

    private static StoredAnswer shown(int status, Card card, Optional<Cardholder> holder) {
        return new StoredAnswer(status, Map.of(), Json.bytes(AdminCardView.of(card, holder)));
    }

    private MutableHttpResponse<?> repeat(Asked asked, Claim claim) {
        if (!claim.fingerprint().equals(fingerprint(asked))) {
            return problems.answer(asked.request(), Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED));
        }
        if (claim.answer().isEmpty() && repeats.busy(claim)) {
            return problems.answer(
                    asked.request(),
                    Problem.of(ProblemCode.IDEMPOTENCY_IN_FLIGHT).after(Duration.ofSeconds(2)));
        }
        StoredAnswer first =
                claim.answer().orElseGet(() -> repeats.conclude(claim, shown(202, asked.card(), asked.holder())));
        return written(first).header(REPLAYED, "true");
    }

    private static MutableHttpResponse<byte[]> written(StoredAnswer answer) {
        MutableHttpResponse<byte[]> response = Answers.bytes(answer.status(), answer.body());
        answer.headers().forEach((name, value) -> response.getHeaders().set(name, value));
        return response;
    }
}
