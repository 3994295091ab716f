package io.cardport.app.rest;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The framework's own errors (unknown route, wrong method, unreadable body …) as problems. Only the status is taken from
 * them: their messages may quote the request.
 */
@Singleton
@Primary
final class FrameworkErrors implements ErrorResponseProcessor<byte[]> {
    private final Problems problems;

    FrameworkErrors(Problems problems) {
        this.problems = problems;
    }

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        ProblemCode code = ProblemCode.ofStatus(response.code());
        Problem problem = Problem.of(code);
        return problems.write(
                context.getRequest(),
                code == ProblemCode.TEMPORARILY_UNAVAILABLE ? problem.after(Duration.ofSeconds(2)) : problem,
                response);
    }
}
