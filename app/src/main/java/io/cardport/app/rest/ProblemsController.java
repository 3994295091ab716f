package io.cardport.app.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;

/** Explains error codes, so that every problem's {@code type} leads somewhere. */
@Controller("/problems")
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "Everyone")
final class ProblemsController {
    private final Problems problems;

    ProblemsController(Problems problems) {
        this.problems = problems;
    }

    /** One code. */
    @Get("/{code}")
    @Operation(summary = "What an error code means and what to do next")
    HttpResponse<?> explain(HttpRequest<?> request, @PathVariable String code) {
        return ProblemCode.of(code)
                .<HttpResponse<?>>map(known -> HttpResponse.ok(explanation(known)))
                .orElseGet(() -> problems.answer(request, Problem.of(ProblemCode.NOT_FOUND)));
    }

    private static Map<String, Object> explanation(ProblemCode code) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("type", "/problems/" + code.word());
        answer.put("code", code.word());
        answer.put("status", code.status());
        answer.put("title", code.title());
        answer.put("next", code.next());
        return answer;
    }
}
