package io.cardport.app.admin;

import io.cardport.app.rest.DomainProblems;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.view.Json;
import io.cardport.domain.id.Id;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Result;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers of the admin API; none of them may be kept by anything on the way. */
final class Answers {
    private Answers() {}

    static MutableHttpResponse<byte[]> ok(Object view) {
        return json(HttpStatus.OK, view);
    }

    static MutableHttpResponse<byte[]> json(HttpStatus status, Object view) {
        return bytes(status.getCode(), Json.bytes(view));
    }

    /** JSON that is written already, or nothing. */
    static MutableHttpResponse<byte[]> bytes(int status, byte[] body) {
        MutableHttpResponse<byte[]> answer =
                HttpResponse.<byte[]>status(HttpStatus.valueOf(status)).header("Cache-Control", "no-store");
        return body.length == 0
                ? answer
                : answer.contentType(MediaType.APPLICATION_JSON_TYPE).body(body);
    }

    static <T> MutableHttpResponse<byte[]> page(Page<T> page, Function<T, ?> view) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", page.data().stream().map(view).toList());
        body.put("next", page.next().map(AskedQuery::encoded));
        return ok(body);
    }

    /**
     * What came of a use case that keeps no answers.
     *
     * @throws io.cardport.app.rest.ProblemException when it was declined
     */
    static <T> T settled(Result<T> result) {
        return switch (result) {
            case Result.Settled<T>(T resource) -> resource;
            case Result.Pending<T>(T resource, var ignored) -> resource;
            case Result.Declined<T>(var problem) ->
                throw DomainProblems.of(problem).exception();
            case Result.Repeated<T> ignored -> throw notFound();
            case Result.Overtaken<T> ignored -> throw notFound();
        };
    }

    /** An id of another form is as missing as one that nobody has. */
    static <I extends Id> I id(Optional<I> parsed) {
        return parsed.orElseThrow(Answers::notFound);
    }

    static RuntimeException notFound() {
        return Problem.of(ProblemCode.NOT_FOUND).exception();
    }
}
