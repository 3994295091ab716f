package io.cardport.app.admin;

import io.cardport.app.admin.Views.DistributorView;
import io.cardport.app.admin.Views.KeyView;
import io.cardport.app.admin.Views.NewKeyView;
import io.cardport.app.admin.Views.SigningKeyView;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.view.Json;
import io.cardport.app.security.CredentialHashes;
import io.cardport.app.security.SigningKeys;
import io.cardport.domain.account.Actor;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.ManageDistributors;
import io.cardport.signatures.Algorithm;
import io.cardport.signatures.KeyReading;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Distributors and their credentials. */
@Controller("/admin/v1/distributors")
@Secured("owner")
@Tag(name = "Admin")
final class AdminDistributorsController {
    private static final Set<String> FIELDS = Set.of("name", "providers", "defaultProvider", "signatureRequired");
    private static final Set<String> KEY_FIELDS =
            Set.of("kind", "expiresAt", "publicKey", "algorithm", "description", "notBefore");
    private static final Rule PEM = Rule.lines(8_000);

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
                work.read(stores -> Stream.concat(
                                stores.distributors().keys(distributor).stream().map(KeyView::of),
                                stores.signingKeys().ofDistributor(distributor).stream()
                                        .map(SigningKeyView::of))
                        .toList()));
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
                asked.texts("providers", Rule.text(64)),
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
    @Operation(summary = "Give a distributor credentials, shown this once, or register a public key of its own")
    HttpResponse<?> addKey(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        DistributorId distributor = Answers.id(DistributorId.parse(id));
        AskedBody asked = AskedBody.read(request, KEY_FIELDS);
        Optional<String> publicKey = asked.text("publicKey", PEM);
        Optional<Instant> expiresAt = asked.time("expiresAt");
        if (expiresAt.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            asked.say("expiresAt", "must be in the future");
        }
        Kind kind = asked.word("kind", Kind.class).orElse(publicKey.isPresent() ? Kind.PUBLIC_KEY : Kind.API_KEY);
        return switch (kind) {
            case PUBLIC_KEY -> addPublicKey(request, Caller.of(caller), distributor, asked, expiresAt);
            case API_KEY -> addApiKey(request, Caller.of(caller), distributor, asked, expiresAt);
        };
    }

    private HttpResponse<?> addApiKey(
            HttpRequest<byte[]> request,
            Actor actor,
            DistributorId distributor,
            AskedBody asked,
            Optional<Instant> expiresAt) {
        for (String field : List.of("publicKey", "algorithm", "description", "notBefore")) {
            asked.text(field, PEM).ifPresent(given -> asked.say(field, "is for PUBLIC_KEY only"));
        }
        asked.refuseWrong();
        String apiKey = tokens.mint("cpk_");
        String accessKey = tokens.mint("cps_");
        return writes.carryOut(
                request,
                actor,
                once -> distributors.addKey(actor, distributor, hashes.of(apiKey, accessKey), expiresAt, once),
                KeyedWrites.Form.shownOnce(
                        201, key -> new NewKeyView(key.id().value(), apiKey, accessKey, key.expiresAt()), KeyView::of));
    }

    private HttpResponse<?> addPublicKey(
            HttpRequest<byte[]> request,
            Actor actor,
            DistributorId distributor,
            AskedBody asked,
            Optional<Instant> expiresAt) {
        String publicKey = asked.required("publicKey", PEM);
        String named = asked.required("algorithm", 50);
        Optional<String> description = asked.text("description", 100);
        Optional<Instant> notBefore = asked.time("notBefore");
        if (notBefore.isPresent()
                && expiresAt.filter(end -> !end.isAfter(notBefore.get())).isPresent()) {
            asked.say("expiresAt", "must be after notBefore");
        }
        Optional<Algorithm> algorithm = Algorithm.named(named).filter(SigningKeys.ALGORITHMS::contains);
        if (algorithm.isEmpty()) {
            asked.say("algorithm", "must be one of ed25519, ecdsa-p256-sha256, ecdsa-p384-sha384, rsa-pss-sha512");
        } else if (SigningKeys.read(algorithm.get(), publicKey) instanceof KeyReading.Refused<?>(KeyReading.Why why)) {
            asked.say("publicKey", unfit(why));
        }
        asked.refuseWrong();
        var draft =
                new ManageDistributors.NewSigningKey(named, publicKey, description.orElse(""), notBefore, expiresAt);
        return writes.carryOut(
                request,
                actor,
                once -> distributors.addSigningKey(actor, distributor, draft, once),
                KeyedWrites.Form.plain(201, SigningKeyView::of));
    }

    private static String unfit(KeyReading.Why why) {
        return switch (why) {
            case NOT_PEM -> "must be one PEM block, PUBLIC KEY";
            case NOT_A_KEY -> "is no key";
            case OF_ANOTHER_ALGORITHM -> "is no key of that algorithm";
            case UNFIT_SIZE -> "must have 2,048 to 8,192 bits";
        };
    }

    /** Takes credentials back. */
    @Delete("/{id}/keys/{keyId}")
    @Operation(summary = "Take credentials back")
    HttpResponse<?> revokeKey(
            HttpRequest<byte[]> request, Authentication caller, @PathVariable String id, @PathVariable String keyId) {
        AskedQuery.none(request);
        Actor actor = Caller.of(caller);
        DistributorId distributor = Answers.id(DistributorId.parse(id));
        KeyId key = Answers.id(KeyId.parse(keyId));
        return writes.carryOut(
                request,
                actor,
                once -> distributors.revokeKey(actor, distributor, key, once),
                KeyedWrites.Form.<KeyId>nothing());
    }
}
