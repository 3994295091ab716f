package io.cardport.app.rest;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;

/** 401 and 403 as problems; the 401 is the same whatever was wrong with the credentials. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class DoorRefusals implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    private final Problems problems;

    DoorRefusals(Problems problems) {
        this.problems = problems;
    }

    @Override
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException refusal) {
        HttpRequest<?> asked = request;
        if (refusal.isForbidden()) {
            return problems.answer(asked, Problem.of(ProblemCode.FORBIDDEN));
        }
        String scheme = asked.getPath().startsWith("/v1/") ? "ApiKey" : "Bearer";
        return problems.answer(asked, Problem.of(ProblemCode.UNAUTHENTICATED)).header("WWW-Authenticate", scheme);
    }
}
