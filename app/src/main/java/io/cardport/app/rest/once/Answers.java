package io.cardport.app.rest.once;

import io.cardport.app.rest.DomainProblems;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.Problems;
import io.cardport.app.rest.view.Json;
import io.cardport.domain.idempotency.StoredAnswer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Answers in the form in which they are kept and sent. */
@Singleton
public final class Answers {
    private static final byte[] NOTHING = new byte[0];

    private final Problems problems;

    Answers(Problems problems) {
        this.problems = problems;
    }

    /**
     * An answer that shows something.
     *
     * @param status the HTTP status
     * @param view what it shows
     * @return the answer
     */
    public static StoredAnswer showing(int status, Object view) {
        return new StoredAnswer(status, Map.of("Content-Type", "application/json"), Json.bytes(view));
    }

    /**
     * An answer without a body.
     *
     * @return 204
     */
    public static StoredAnswer nothing() {
        return new StoredAnswer(204, Map.of(), NOTHING);
    }

    /**
     * An answer with one more header.
     *
     * @param answer an answer
     * @param name the header
     * @param value its value
     * @return a copy
     */
    public static StoredAnswer with(StoredAnswer answer, String name, String value) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(name, value);
        return new StoredAnswer(answer.status(), headers, answer.body());
    }

    /**
     * A problem as an answer.
     *
     * @param request what is answered
     * @param problem what went wrong
     * @return the answer
     */
    public StoredAnswer problem(HttpRequest<?> request, Problem problem) {
        MutableHttpResponse<byte[]> written = problems.answer(request, problem);
        StoredAnswer answer = new StoredAnswer(
                problem.code().status(),
                Map.of("Content-Type", Problems.MEDIA_TYPE.toString(), "Cache-Control", "no-store"),
                written.getBody().orElse(NOTHING));
        return written.getHeaders()
                .getFirst("Retry-After")
                .map(delay -> with(answer, "Retry-After", delay))
                .orElse(answer);
    }

    /**
     * What the domain declined, as an answer.
     *
     * @param request what is answered
     * @param declined why it was declined
     * @return the answer
     */
    public StoredAnswer declined(HttpRequest<?> request, io.cardport.domain.usecase.Problem declined) {
        return problem(request, DomainProblems.of(declined));
    }

    /**
     * Sends an answer.
     *
     * @param answer the answer
     * @return the response with exactly its bytes
     */
    public static MutableHttpResponse<byte[]> send(StoredAnswer answer) {
        MutableHttpResponse<byte[]> response = HttpResponse.status(HttpStatus.valueOf(answer.status()));
        answer.headers().forEach((name, value) -> response.getHeaders().set(name, value));
        return answer.body().length == 0 ? response : response.body(answer.body());
    }

    /**
     * Shows something.
     *
     * @param view what
     * @return 200
     */
    public static MutableHttpResponse<byte[]> ok(Object view) {
        return send(showing(200, view));
    }
}
