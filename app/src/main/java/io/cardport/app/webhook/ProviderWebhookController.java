package io.cardport.app.webhook;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.Problems;
import io.cardport.app.security.PublicAddress;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.usecase.ReceiveWebhook.Reception;
import io.cardport.domain.webhook.RawDelivery;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Takes what issuers push: the exact bytes are verified and made durable before the answer; what they say is read after
 * it. The body is never logged, and of an unverified one nothing is stored.
 */
@Controller("/webhooks")
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "Issuers")
final class ProviderWebhookController {
    private static final byte[] NOTHING = new byte[0];
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Receptions receptions;
    private final InstantSource clock;
    private final PublicAddress address;
    private final Problems problems;

    ProviderWebhookController(Receptions receptions, InstantSource clock, PublicAddress address, Problems problems) {
        this.receptions = receptions;
        this.clock = clock;
        this.address = address;
        this.problems = problems;
    }

    /** One delivery. */
    @Post("/{providerAccount}")
    @Consumes(MediaType.ALL)
    @Operation(summary = "A delivery of an issuer, in its own form and signed its own way")
    @ExecuteOn(CallingThread.NAME)
    CompletionStage<HttpResponse<?>> receive(HttpRequest<byte[]> request, @PathVariable String providerAccount) {
        Optional<CompletionStage<Reception>> before = HandedOver.by(request);
        byte[] bytes = request.getBody().orElse(NOTHING);
        if (before.isEmpty() && bytes.length > Receptions.LARGEST) {
            return CompletableFuture.completedStage(
                    refused(request, "unknown", "too_large", Problem.of(ProblemCode.PAYLOAD_TOO_LARGE)));
        }
        return before.orElseGet(() -> received(request, providerAccount, bytes))
                .<HttpResponse<?>>thenApply(reception -> answer(request, providerAccount, reception))
                .exceptionally(failed -> away(request, providerAccount, failed));
    }

    private CompletionStage<Reception> received(HttpRequest<?> request, String providerAccount, byte[] bytes) {
        return receptions.receive(new RawDelivery(
                providerAccount,
                () -> address.target(request).map(target -> URI.create(target.toString())),
                headers(request),
                bytes,
                clock.instant()));
    }

    private HttpResponse<?> away(HttpRequest<?> request, String account, Throwable failed) {
        Throwable cause = failed instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failed;
        if (cause instanceof StoreUnavailable) {
            return refused(request, account, "store_unavailable", later());
        }
        throw new CompletionException(cause);
    }

    private HttpResponse<?> answer(HttpRequest<?> request, String providerAccount, Reception reception) {
        return switch (reception) {
            case Reception.Taken taken -> {
                receptions.tookIn(providerAccount, taken);
                yield HttpResponse.ok(Receptions.taken()).contentType(MediaType.APPLICATION_JSON_TYPE);
            }
            case Reception.Rejected(var reason) ->
                refused(
                        request,
                        providerAccount,
                        "rejected_" + reason.name().toLowerCase(Locale.ROOT),
                        Problem.of(ProblemCode.UNAUTHENTICATED, "The delivery is not the issuer's, or too old."));
            case Reception.NoSuchAddress ignored ->
                refused(request, "unknown", "no_such_address", Problem.of(ProblemCode.NOT_FOUND));
            case Reception.Busy ignored -> refused(request, providerAccount, "busy", later());
        };
    }

    private static Problem later() {
        return Problem.of(ProblemCode.TEMPORARILY_UNAVAILABLE, "Send the delivery again later.")
                .after(LATER);
    }

    private static Map<String, List<String>> headers(HttpRequest<?> request) {
        Map<String, List<String>> headers = new HashMap<>();
        request.getHeaders()
                .forEach((name, values) -> headers.merge(
                        name.toLowerCase(Locale.ROOT), List.copyOf(values), ProviderWebhookController::both));
        return headers;
    }

    private static List<String> both(List<String> one, List<String> other) {
        List<String> all = new java.util.ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private MutableHttpResponse<?> refused(HttpRequest<?> request, String account, String outcome, Problem problem) {
        receptions.count(account, outcome);
        return problems.answer(request, problem);
    }
}
