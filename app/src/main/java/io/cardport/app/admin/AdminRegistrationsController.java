package io.cardport.app.admin;

import io.cardport.domain.account.Actor;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.KeyRegistration.KeyRegistered;
import io.cardport.domain.usecase.RegisterSigningKey;
import io.cardport.domain.usecase.RegisterWebhookAddress;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is arranged with an issuer once. Each may be asked for again: it then does the same again, unless its key is the same. */
@Controller("/admin/v1/providers")
@Secured("owner")
@Tag(name = "Admin")
final class AdminRegistrationsController {
    private static final int LONGEST = 1_000;

    private final RegisterSigningKey key;
    private final RegisterWebhookAddress webhooks;
    private final KeyedWrites writes;

    AdminRegistrationsController(RegisterSigningKey key, RegisterWebhookAddress webhooks, KeyedWrites writes) {
        this.key = key;
        this.webhooks = webhooks;
        this.writes = writes;
    }

    /** Our public key. */
    @Post("/{account}/register-key")
    @Operation(summary = "Tell the issuer the public key of the configured signing key")
    HttpResponse<?> registerKey(HttpRequest<byte[]> request, Authentication caller, @PathVariable String account) {
        AskedBody.read(request, Set.of());
        Actor actor = Caller.of(caller);
        return writes.carryOut(
                request,
                actor,
                once -> key.handle(actor, account, once),
                KeyedWrites.Form.<KeyRegistered>plain(200, registered -> Map.of("keyId", registered.keyId())));
    }

    /** Our address for its webhooks. */
    @Post("/{account}/register-webhooks")
    @Operation(summary = "Tell the issuer where its webhooks are to go")
    HttpResponse<?> registerWebhooks(HttpRequest<byte[]> request, Authentication caller, @PathVariable String account) {
        AskedBody asked = AskedBody.read(request, Set.of("url"));
        Optional<URI> url = address(asked, asked.required("url", LONGEST));
        asked.refuseWrong();
        Actor actor = Caller.of(caller);
        return writes.carryOut(
                request,
                actor,
                once -> webhooks.handle(actor, account, url.orElseThrow(), once),
                KeyedWrites.Form.<Applied>plain(
                        200, done -> Map.of("url", url.orElseThrow().toString())));
    }

    private static Optional<URI> address(AskedBody asked, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            asked.say("url", "must be an https address, or an http address on loopback");
            return Optional.empty();
        }
    }
}
