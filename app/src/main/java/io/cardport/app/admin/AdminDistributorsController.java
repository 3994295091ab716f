package io.cardport.app.admin;

import io.cardport.app.admin.Views.DistributorView;
import io.cardport.app.admin.Views.KeyView;
import io.cardport.app.admin.Views.NewKeyView;
import io.cardport.app.rest.view.Json;
import io.cardport.app.security.CredentialHashes;
import io.cardport.domain.account.Actor;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.ManageDistributors;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Distributors and their credentials. */
@Controller("/admin/v1/distributors")
@Secured("owner")
@Tag(name = "Admin")
final class AdminDistributorsController {
    private static final Set<String> FIELDS = Set.of("name", "providers", "defaultProvider", "signatureRequired");
    private static final Set<String> KEY_FIELDS = Set.of("kind", "expiresAt", "publicKey", "algorithm");

    private final ManageDistributors distributors;
    private final AdminTokens tokens;
    private final CredentialHashes hashes;
    private final UnitOfWork work;
    private final InstantSource clock;
    private final KeyedWrites writes;

    AdminDistributorsController(
            ManageDistributors distributors,
            AdminTokens tokens,
            CredentialHashes hashes,
            UnitOfWork work,
            InstantSource clock,
            KeyedWrites writes) {
        this.distributors = distributors;
        this.tokens = tokens;
        this.hashes = hashes;
        this.work = work;
        this.clock = clock;
        this.writes = writes;
    }

    /** All of them. */
    @Get
    @Secured("viewer")
    @Operation(summary = "Distributors, newest first")
    HttpResponse<?> list(HttpRequest<?> request) {
        return Answers.page(distributors.list(AskedQuery.read(request, Set.of()).page()), DistributorView::of);
    }

    /** One, with its credentials' ids. */
    @Get("/{id}")
    @Secured("viewer")
    @Operation(summary = "One distributor with the ids of its credentials")
    HttpResponse<?> one(HttpRequest<?> request, @PathVariable String id) {
        AskedQuery.none(request);
        DistributorId distributor = Answers.id(DistributorId.parse(id));
        Map<String, Object> body = new LinkedHashMap<>();
        Json.tree(DistributorView.of(distributors.find(distributor).orElseThrow(Answers::notFound)))
                .properties()
                .forEach(field -> body.put(field.getKey(), field.getValue()));
        body.put(
                "keys",
                work.read(stores -> stores.distributors().keys(distributor)).stream()
                        .map(KeyView::of)
                        .toList());
        return Answers.ok(body);
    }

    /** Makes one. */
    @Post
    @Operation(summary = "Make a distributor")
    HttpResponse<?> create(HttpRequest<byte[]> request, Authentication caller) {
        Actor actor = Caller.of(caller);
        var draft = draft(request);
        return writes.carryOut(
                request,
                actor,
                once -> distributors.create(actor, draft, once),
                KeyedWrites.Form.plain(201, DistributorView::of));
    }

    /** Changes one. */
    @Patch("/{id}")
    @Operation(summary = "Change a distributor; what is left out stays")
    HttpResponse<?> change(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        DistributorId distributor = Answers.id(DistributorId.parse(id));
        Actor actor = Caller.of(caller);
        var draft = draft(request);
        return writes.carryOut(
                request,
                actor,
                once -> distributors.update(actor, distributor, draft, once),
                KeyedWrites.Form.plain(200, DistributorView::of));
    }

    private static ManageDistributors.Draft draft(HttpRequest<byte[]> request) {
        AskedBody asked = AskedBody.read(request, FIELDS);
        var draft = new ManageDistributors.Draft(
                asked.text("name", 100),
                asked.texts("providers"),
                asked.text("defaultProvider", 64),
                asked.flag("signatureRequired"));
        asked.refuseWrong();
        return draft;
    }

    private enum Kind {
        API_KEY,
        PUBLIC_KEY
    }

    /** Gives credentials. */
    @Post("/{id}/keys")
    @Operation(summary = "Give a distributor credentials; they are shown this once")
    HttpResponse<?> addKey(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        DistributorId distributor = Answers.id(DistributorId.parse(id));
        AskedBody asked = AskedBody.read(request, KEY_FIELDS);
        if (asked.word("kind", Kind.class).orElse(Kind.API_KEY) == Kind.PUBLIC_KEY) {
            asked.say("kind", "PUBLIC_KEY is not offered yet; ask for API_KEY");
        }
        Optional<Instant> expiresAt = asked.time("expiresAt");
        if (expiresAt.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            asked.say("expiresAt", "must be in the future");
        }
        asked.refuseWrong();
        String apiKey = tokens.mint("cpk_");
        String accessKey = tokens.mint("cps_");
        Actor actor = Caller.of(caller);
        return writes.carryOut(
                request,
                actor,
                once -> distributors.addKey(actor, distributor, hashes.of(apiKey, accessKey), expiresAt, once),
                new KeyedWrites.Form<>(
                        201, key -> new NewKeyView(key.id().value(), apiKey, accessKey, key.expiresAt()), KeyView::of));
    }

    /** Takes credentials back. */
    @Delete("/{id}/keys/{keyId}")
    @Operation(summary = "Take credentials back")
    HttpResponse<?> revokeKey(
            HttpRequest<?> request, Authentication caller, @PathVariable String id, @PathVariable String keyId) {
        AskedQuery.none(request);
        Answers.settled(distributors.revokeKey(
                Caller.of(caller), Answers.id(DistributorId.parse(id)), Answers.id(KeyId.parse(keyId))));
        return HttpResponse.noContent();
    }
}
