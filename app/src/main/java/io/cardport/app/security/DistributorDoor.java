package io.cardport.app.security;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.ProblemException;
import io.cardport.app.rest.Problems;
import io.cardport.app.rest.once.FirstAnswers;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The distributors' door: before anything of a request below {@code /v1} is parsed, its credentials or its signature are
 * checked and its distributor's rate is counted. The refusal is the same whatever was wrong.
 */
@ServerFilter("/v1/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class DistributorDoor {
    private static final String RATE = "io.cardport.rate";

    private final ApiKeys keys;
    private final SignedRequests signatures;
    private final FirstAnswers firstAnswers;
    private final CredentialHashes hashes;
    private final Failures failures;
    private final RequestRates rates;
    private final Problems problems;

    DistributorDoor(
            ApiKeys keys,
            SignedRequests signatures,
            FirstAnswers firstAnswers,
            CredentialHashes hashes,
            Failures failures,
            RequestRates rates,
            Problems problems) {
        this.keys = keys;
        this.signatures = signatures;
        this.firstAnswers = firstAnswers;
        this.hashes = hashes;
        this.failures = failures;
        this.rates = rates;
        this.problems = problems;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    Optional<HttpResponse<?>> enter(HttpRequest<?> request) {
        return SignedRequests.isSigned(request) ? enterSigned(request) : enterWithKeys(request);
    }

    private Optional<HttpResponse<?>> enterWithKeys(HttpRequest<?> request) {
        String apiKey = header(request, "X-Api-Key");
        return keys.check(apiKey, header(request, "X-Access-Key"))
                .map(caller -> counted(request, caller))
                .orElseGet(() -> Optional.of(refusal(request, apiKey)));
    }

    private Optional<HttpResponse<?>> enterSigned(HttpRequest<?> request) {
        try {
            return switch (signatures.check(request)) {
                case SignedRequests.Outcome.Accepted(Caller caller) -> counted(request, caller);
                case SignedRequests.Outcome.Repeated(Caller caller) ->
                    Optional.of(firstAnswers
                            .fetch(request, caller)
                            .orElseGet(() -> refusal(request, header(request, "Signature-Input"))));
                case SignedRequests.Outcome.Refused() ->
                    Optional.of(refusal(request, header(request, "Signature-Input")));
            };
        } catch (ProblemException body) {
            return Optional.of(problems.answer(request, body.problem()));
        }
    }

    private Optional<HttpResponse<?>> counted(HttpRequest<?> request, Caller caller) {
        request.setAttribute(Caller.ATTRIBUTE, caller);
        RequestRates.Verdict verdict = rates.count(caller.distributor());
        request.setAttribute(RATE, verdict.header());
        return switch (verdict) {
            case RequestRates.Verdict.Pass ignored -> Optional.empty();
            case RequestRates.Verdict.Wait(String header, Duration retryAfter) ->
                Optional.of(show(
                        problems.answer(
                                request, Problem.of(ProblemCode.RATE_LIMITED).after(retryAfter)),
                        header));
        };
    }

    @ResponseFilter
    void showRate(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.getAttribute(RATE, String.class).ifPresent(header -> show(response, header));
    }

    private static <T extends MutableHttpResponse<?>> T show(T response, String rate) {
        response.getHeaders().set("RateLimit-Policy", RequestRates.POLICY).set("RateLimit", rate);
        return response;
    }

    private HttpResponse<?> refusal(HttpRequest<?> request, String credential) {
        InetAddress address = request.getRemoteAddress().getAddress();
        String from = address == null ? "" : address.getHostAddress();
        return switch (failures.count(hashes.apiKey(credential), from)) {
            case REFUSE ->
                problems.answer(request, Problem.of(ProblemCode.UNAUTHENTICATED))
                        .header("WWW-Authenticate", "ApiKey");
            case WAIT ->
                problems.answer(request, Problem.of(ProblemCode.RATE_LIMITED).after(Duration.ofSeconds(2)));
        };
    }

    /** A header that is there exactly once: of two values it would be anybody's guess which one counts. */
    private static String header(HttpRequest<?> request, String name) {
        List<String> values = request.getHeaders().getAll(name);
        return values.size() == 1 ? values.getFirst() : "";
    }
}
