package io.cardport.app.rest;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.InetAddress;
import java.util.List;

/**
 * Prometheus' text. Open to a caller on this machine that no proxy forwarded, else to any admin: an {@link
 * Authentication} with one of the admin roles, which the admin API's own authentication sets.
 */
@Controller("/metrics")
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
final class MetricsController {
    private static final List<String> ADMIN_ROLES = List.of("viewer", "operator", "approver", "owner");
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private final PrometheusMeterRegistry registry;
    private final Problems problems;

    MetricsController(PrometheusMeterRegistry registry, Problems problems) {
        this.registry = registry;
        this.problems = problems;
    }

    @Get(produces = "text/plain; version=0.0.4; charset=utf-8")
    HttpResponse<?> scrape(HttpRequest<?> request) {
        if (isLocal(request) || isAdmin(request)) {
            return HttpResponse.ok(registry.scrape());
        }
        return problems.answer(request, Problem.of(ProblemCode.UNAUTHENTICATED, "Send an admin's bearer token."))
                .header("WWW-Authenticate", "Bearer");
    }

    private static boolean isLocal(HttpRequest<?> request) {
        InetAddress address = request.getRemoteAddress().getAddress();
        return address != null
                && address.isLoopbackAddress()
                && FORWARDED.stream().noneMatch(request.getHeaders()::contains);
    }

    private static boolean isAdmin(HttpRequest<?> request) {
        return request.getUserPrincipal(Authentication.class)
                .filter(caller -> caller.getRoles().stream().anyMatch(ADMIN_ROLES::contains))
                .isPresent();
    }
}
