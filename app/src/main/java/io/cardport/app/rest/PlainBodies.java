package io.cardport.app.rest;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;

/**
 * Refuses compressed requests: nothing here unpacks them (SECURITY.md), so their bytes would be taken for another body.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class PlainBodies {
    private final Problems problems;

    PlainBodies(Problems problems) {
        this.problems = problems;
    }

    @RequestFilter
    Optional<HttpResponse<?>> refuse(HttpRequest<?> request) {
        boolean plain = request.getHeaders().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .allMatch(encoding -> encoding.equalsIgnoreCase("identity"));
        return plain
                ? Optional.empty()
                : Optional.of(problems.answer(
                        request,
                        Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.")));
    }
}
