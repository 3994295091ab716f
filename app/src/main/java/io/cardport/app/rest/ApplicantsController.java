package io.cardport.app.rest;

import io.cardport.app.rest.body.ApplicantBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.ApplicantView;
import io.cardport.app.security.Caller;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.product.Product;
import io.cardport.domain.usecase.SubmitApplicant;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
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
import java.util.Optional;

/** Approvals of cardholders. */
@Controller("/v1/cardholders/{id}/applicants")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Cardholders")
final class ApplicantsController {
    private final Records records;
    private final Bodies bodies;
    private final Writes writes;
    private final SubmitApplicant submit;

    ApplicantsController(Records records, Bodies bodies, Writes writes, SubmitApplicant submit) {
        this.records = records;
        this.bodies = bodies;
        this.writes = writes;
        this.submit = submit;
    }

    @Post(consumes = MediaType.ALL)
    @Operation(
            summary = "Submit an applicant for a product, or submit it again",
            description = "JSON or multipart/form-data as for a cardholder. Needs an Idempotency-Key.")
    @ApiResponse(
            responseCode = "201",
            description = "Submitted",
            content = @Content(schema = @Schema(implementation = ApplicantView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "The issuer's answer is not known yet",
            content = @Content(schema = @Schema(implementation = ApplicantView.class)))
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ApplicantBody.class)),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(implementation = ApplicantBody.class))
            })
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            description = "1 to 255 visible characters")
    HttpResponse<byte[]> create(HttpRequest<?> request, @PathVariable String id) {
        Caller caller = Caller.of(request);
        Writes.key(request, Write.KeyRule.REQUIRED);
        Query.none(request);
        CardholderId holder = Records.found(CardholderId.parse(id));
        try (Received received = bodies.jsonOrForm(request)) {
            // Of a repetition, whose first request had the same body, only this is looked at.
            String product = received.tree().path("productId").asText("");
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.REQUIRED,
                    once -> submit.handle(submission(caller, holder, received), once),
                    new HolderForms.Submission(records, caller, product)));
        }
    }

    private SubmitApplicant.Command submission(Caller caller, CardholderId holder, Received received) {
        Fields fields = Fields.of(received.tree(), Fields.Nulls.ABSENT);
        Optional<String> product = fields.text("productId", Rule.text(100));
        Optional<String> response = fields.text("challengeResponse", Rule.text(4_000));
        HolderInput input = HolderInput.read(fields);
        fields.require("productId").end();
        ProductId known = Records.found(product.flatMap(ProductId::parse)
                .flatMap(id -> records.product(caller, id))
                .map(Product::id));
        return new SubmitApplicant.Command(
                caller.distributor(), holder, known, input::over, received.documents(), response);
    }

    @Get("/{productId}")
    @Operation(summary = "One approval")
    @ApiResponse(
            responseCode = "200",
            description = "The approval",
            content = @Content(schema = @Schema(implementation = ApplicantView.class)))
    HttpResponse<byte[]> get(HttpRequest<?> request, @PathVariable String id, @PathVariable String productId) {
        Query.none(request);
        Caller caller = Caller.of(request);
        Dossier dossier = Records.found(CardholderId.parse(id).flatMap(known -> records.dossier(caller, known)));
        Product product = Records.found(ProductId.parse(productId)
                .flatMap(known -> records.product(caller, known))
                .filter(known ->
                        known.account().equals(dossier.cardholder().owner().account())));
        return Answers.ok(ApplicantView.of(Records.found(records.approval(dossier, product))));
    }
}
