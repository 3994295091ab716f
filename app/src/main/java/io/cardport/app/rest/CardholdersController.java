package io.cardport.app.rest;

import io.cardport.app.rest.body.CardholderBody;
import io.cardport.app.rest.body.CardholderChangeBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.CardholderView;
import io.cardport.app.security.Caller;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.RegisterCardholder;
import io.cardport.domain.usecase.UpdateCardholder;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Cardholders. */
@Controller("/v1/cardholders")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Cardholders")
final class CardholdersController {
    private static final Rule NAME = Rule.text(100);
    private static final Rule EXTERNAL = Rule.text(255);

    private final Records records;
    private final Bodies bodies;
    private final Writes writes;
    private final Cursors cursors;
    private final RegisterCardholder register;
    private final UpdateCardholder update;

    CardholdersController(
            Records records,
            Bodies bodies,
            Writes writes,
            Cursors cursors,
            RegisterCardholder register,
            UpdateCardholder update) {
        this.records = records;
        this.bodies = bodies;
        this.writes = writes;
        this.cursors = cursors;
        this.register = register;
        this.update = update;
    }

    @Post(consumes = MediaType.ALL)
    @Operation(
            summary = "Register a cardholder, and with productId submit its applicant",
            description = "JSON, or multipart/form-data with nested names written with a dot and the files docFront,"
                    + " docBack, selfie and details.<name> (JPEG, PNG or PDF, 5 MB each). Needs an Idempotency-Key.")
    @ApiResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = CardholderView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "The issuer's answer is not known yet",
            content = @Content(schema = @Schema(implementation = CardholderView.class)))
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CardholderBody.class)),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(implementation = CardholderBody.class))
            })
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            description = "1 to 255 visible characters")
    HttpResponse<byte[]> create(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        Writes.key(request, Write.KeyRule.REQUIRED);
        Query.none(request);
        try (Received received = bodies.jsonOrForm(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.REQUIRED,
                    once -> register.handle(registration(caller, received), once),
                    HolderForms.creation(records, caller)));
        }
    }

    private static RegisterCardholder.Command registration(Caller caller, Received received) {
        Fields fields = Fields.of(received.tree(), Fields.Nulls.ABSENT);
        Optional<String> provider = fields.text("provider", NAME);
        Optional<String> product = fields.text("productId", NAME);
        Optional<String> external = fields.text("externalReference", EXTERNAL);
        HolderInput input = HolderInput.read(fields);
        fields.require("email", "firstName", "lastName", "country", "mobile").end();
        return new RegisterCardholder.Command(
                caller.distributor(),
                provider,
                product.map(text -> Records.found(ProductId.parse(text))),
                input.profile(),
                external,
                received.documents());
    }

    @Get
    @Operation(summary = "List cardholders, newest first")
    @ApiResponse(responseCode = "200", description = "A part of the list")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "An approval's status")
    @Parameter(name = "email", in = ParameterIn.QUERY, description = "Exact")
    @Parameter(name = "externalReference", in = ParameterIn.QUERY, description = "Exact")
    HttpResponse<byte[]> list(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        Query query = Query.of(request);
        var filter = new CardholderStore.Filter(
                caller.scope(),
                query.word("status", ApplicantState.class),
                query.text("email", Rule.text(254)),
                query.text("externalReference", EXTERNAL));
        Cursors.OfList places = cursors.of(caller, "cardholders");
        Page.Request part = query.page(places);
        query.end();
        Page<Dossier> page = records.read(stores -> {
            var holders = stores.cardholders().list(filter, part);
            return new Page<>(
                    holders.data().stream()
                            .map(holder ->
                                    new Dossier(holder, stores.applicants().of(holder.id())))
                            .toList(),
                    holders.next());
        });
        return Answers.ok(Records.shown(page, CardholderView::of, places));
    }

    @Get("/{id}")
    @Operation(summary = "One cardholder")
    @ApiResponse(
            responseCode = "200",
            description = "The cardholder",
            content = @Content(schema = @Schema(implementation = CardholderView.class)))
    HttpResponse<byte[]> get(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        return Answers.ok(CardholderView.of(dossier(request, id)));
    }

    @Patch(value = "/{id}", consumes = MediaType.ALL)
    @Operation(summary = "Change a cardholder's data, at the issuer too")
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = CardholderView.class)))
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CardholderChangeBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> patch(HttpRequest<?> request, @PathVariable String id) {
        Caller caller = Caller.of(request);
        Query.none(request);
        CardholderId holder = Records.found(CardholderId.parse(id));
        try (Received received = bodies.json(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.HONOURED,
                    once -> update.handle(change(caller, holder, received), once),
                    HolderForms.change(records, caller)));
        }
    }

    private static UpdateCardholder.Command change(Caller caller, CardholderId holder, Received received) {
        Fields fields = Fields.of(received.tree(), Fields.Nulls.REFUSED);
        Optional<String> external = fields.text("externalReference", EXTERNAL);
        HolderInput input = HolderInput.read(fields);
        fields.end();
        return new UpdateCardholder.Command(caller.distributor(), holder, input::over, external);
    }

    @Get("/{id}/status")
    @Operation(summary = "How far a cardholder is, for one product or the most advanced")
    @ApiResponse(responseCode = "200", description = "id, status and canIssueCard")
    @Parameter(
            name = "productId",
            in = ParameterIn.QUERY,
            description = "For this product; the most advanced approval where left out")
    HttpResponse<byte[]> status(HttpRequest<?> request, @PathVariable String id) {
        Query query = Query.of(request);
        Optional<String> wanted = query.text("productId", NAME);
        query.end();
        Dossier dossier = dossier(request, id);
        ApplicantState status = wanted.isEmpty() ? dossier.status() : statusFor(request, dossier, wanted.get());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", dossier.cardholder().id().value());
        shown.put("status", status);
        shown.put("canIssueCard", status == ApplicantState.APPROVED);
        return Answers.ok(shown);
    }

    private ApplicantState statusFor(HttpRequest<?> request, Dossier dossier, String productId) {
        Product product =
                Records.found(ProductId.parse(productId).flatMap(known -> records.product(Caller.of(request), known)));
        if (!product.account().equals(dossier.cardholder().owner().account())) {
            throw Problem.of(ProblemCode.PROVIDER_MISMATCH).exception();
        }
        return records.approval(dossier, product)
                .map(applicant -> applicant.standing().state())
                .orElse(ApplicantState.NEW);
    }

    private Dossier dossier(HttpRequest<?> request, String id) {
        return Records.found(CardholderId.parse(id).flatMap(known -> records.dossier(Caller.of(request), known)));
    }
}
