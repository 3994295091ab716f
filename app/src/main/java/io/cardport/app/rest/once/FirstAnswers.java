package io.cardport.app.rest.once;

import io.cardport.app.rest.ProblemException;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Received;
import io.cardport.app.security.Caller;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.usecase.RepeatAnswer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Fetches the first answer of a key without running anything, for requests that may do no more than that. */
@Singleton
public final class FirstAnswers {
    private final RepeatAnswer repeats;
    private final Fingerprints fingerprints;
    private final Bodies bodies;

    FirstAnswers(RepeatAnswer repeats, Fingerprints fingerprints, Bodies bodies) {
        this.repeats = repeats;
        this.fingerprints = fingerprints;
        this.bodies = bodies;
    }

    /**
     * The answer that a request was given before.
     *
     * @param request a write with an {@code Idempotency-Key}
     * @param caller whose
     * @return the stored answer, empty where the key has none for just this request
     */
    public Optional<HttpResponse<?>> fetch(HttpRequest<?> request, Caller caller) {
        try (Received received = bodies.any(request)) {
            return Writes.key(request, Write.KeyRule.HONOURED)
                    .flatMap(key -> repeats.find(caller.actor(), key))
                    .filter(claim -> claim.fingerprint().equals(fingerprints.of(request, caller, received)))
                    .flatMap(Claim::answer)
                    .map(answer -> Answers.send(answer).header("Idempotency-Replayed", "true"));
        } catch (ProblemException unreadable) {
            return Optional.empty();
        }
    }
}
