package io.cardport.app.rest;

import io.cardport.app.rest.body.EndpointBody;
import io.cardport.app.rest.body.EndpointChangeBody;
import io.cardport.app.rest.body.RotationBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.EndpointView;
import io.cardport.app.security.Caller;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.usecase.ManageEndpoints;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
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

/** Where a distributor wants its events taken. */
@Controller("/v1/webhook-endpoints")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Webhooks")
final class WebhookEndpointsController {
    private final Records records;
    private final Cursors cursors;
    private final Bodies bodies;
    private final Writes writes;
    private final EndpointInput input;
    private final ManageEndpoints endpoints;

    WebhookEndpointsController(
            Records records,
            Cursors cursors,
            Bodies bodies,
            Writes writes,
            EndpointInput input,
            ManageEndpoints endpoints) {
        this.records = records;
        this.cursors = cursors;
        this.bodies = bodies;
        this.writes = writes;
        this.input = input;
        this.endpoints = endpoints;
    }

    @Post(consumes = MediaType.ALL)
    @Operation(
            summary = "Make a webhook endpoint; its secret is shown this once",
            description = "Deliveries follow Standard Webhooks 1.0. A repetition of the request shows no secret.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = EndpointView.WithSecret.class)))
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = EndpointBody.class)))
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            description = "1 to 255 visible characters")
    HttpResponse<byte[]> create(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        Writes.key(request, Write.KeyRule.REQUIRED);
        Query.none(request);
        try (Received received = bodies.json(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.REQUIRED,
                    once -> endpoints.create(caller.distributor(), input.terms(received.tree()), once),
                    new EndpointForms.WithSecret(201)));
        }
    }

    @Get
    @Operation(summary = "List webhook endpoints, newest first")
    @ApiResponse(responseCode = "200", description = "A part of the list")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    HttpResponse<byte[]> list(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        Query query = Query.of(request);
        Cursors.OfList places = cursors.of(caller, "webhook-endpoints");
        var part = query.page(places);
        query.end();
        var page = records.read(stores -> stores.endpoints().list(caller.scope(), part));
        return Answers.ok(Records.shown(page, EndpointView::of, places));
    }

    @Get("/{id}")
    @Operation(summary = "One webhook endpoint, without its secret")
    @ApiResponse(
            responseCode = "200",
            description = "The endpoint",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    HttpResponse<byte[]> get(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Caller caller = Caller.of(request);
        return Answers.ok(EndpointView.of(Records.found(EndpointId.parse(id)
                .flatMap(known -> records.read(stores -> stores.endpoints().find(caller.scope(), known))))));
    }

    @Patch(value = "/{id}", consumes = MediaType.ALL)
    @Operation(summary = "Change a webhook endpoint; what is left out stays")
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = EndpointChangeBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> change(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Caller caller = Caller.of(request);
        EndpointId endpoint = Records.found(EndpointId.parse(id));
        try (Received received = bodies.json(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.HONOURED,
                    once -> endpoints.update(caller.distributor(), endpoint, input.change(received.tree()), once),
                    new EndpointForms.Shown<>(200, EndpointView::of)));
        }
    }

    @Delete(value = "/{id}", consumes = MediaType.ALL)
    @Operation(summary = "Remove a webhook endpoint; what waits for it is given up")
    @ApiResponse(responseCode = "204", description = "Removed")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> delete(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Caller caller = Caller.of(request);
        EndpointId endpoint = Records.found(EndpointId.parse(id));
        try (Received received = bodies.jsonOrNothing(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.HONOURED,
                    once -> {
                        EndpointInput.nothing(received.tree());
                        return endpoints.delete(caller.distributor(), endpoint, once);
                    },
                    new EndpointForms.Nothing<WebhookEndpoint>()));
        }
    }

    @Post(value = "/{id}/rotate-secret", consumes = MediaType.ALL)
    @Operation(summary = "Give a webhook endpoint a new secret, shown this once; those before it sign for a while")
    @ApiResponse(
            responseCode = "200",
            description = "The new secret",
            content = @Content(schema = @Schema(implementation = EndpointView.WithSecret.class)))
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RotationBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> rotate(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Caller caller = Caller.of(request);
        EndpointId endpoint = Records.found(EndpointId.parse(id));
        try (Received received = bodies.jsonOrNothing(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.HONOURED,
                    once -> endpoints.rotate(
                            caller.distributor(), endpoint, EndpointInput.overlap(received.tree()), once),
                    new EndpointForms.WithSecret(200)));
        }
    }
}
