package io.cardport.app.rest;

import io.cardport.app.rest.body.ReplayBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.OutboundView;
import io.cardport.app.security.Caller;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.store.OutboundStore.Filter;
import io.cardport.domain.store.OutboundStore.Replayed;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.PingEndpoint;
import io.cardport.domain.usecase.ReplayEvents;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was taken to a distributor's webhook endpoints. */
@Controller("/v1/webhook-endpoints/{id}")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Webhooks")
final class WebhookDeliveriesController {
    private final Records records;
    private final Cursors cursors;
    private final Bodies bodies;
    private final Writes writes;
    private final Answers answers;
    private final PingEndpoint ping;
    private final ReplayEvents replay;

    WebhookDeliveriesController(
            Records records,
            Cursors cursors,
            Bodies bodies,
            Writes writes,
            Answers answers,
            PingEndpoint ping,
            ReplayEvents replay) {
        this.records = records;
        this.cursors = cursors;
        this.bodies = bodies;
        this.writes = writes;
        this.answers = answers;
        this.ping = ping;
        this.replay = replay;
    }

    @Post(value = "/ping", consumes = MediaType.ALL)
    @Operation(
            summary = "Send a ping to this endpoint, at once and once, and tell what became of it",
            description = "Also to a disabled endpoint. A ping is in the list of deliveries and not in the feed.")
    @ApiResponse(
            responseCode = "200",
            description = "The delivery with its attempt, whatever the receiver did",
            content = @Content(schema = @Schema(implementation = OutboundView.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> ping(HttpRequest<?> request, @PathVariable String id) {
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
                        return ping.handle(caller.distributor(), endpoint, once);
                    },
                    new EndpointForms.Pinged(answers, request)));
        }
    }

    @Get("/deliveries")
    @Operation(summary = "Deliveries to this endpoint with their attempts, newest first, without what they say")
    @ApiResponse(responseCode = "200", description = "A part of the list")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "PENDING, DELIVERED or DEAD")
    @Parameter(name = "eventId", in = ParameterIn.QUERY, description = "Of one event")
    HttpResponse<byte[]> deliveries(HttpRequest<?> request, @PathVariable String id) {
        Caller caller = Caller.of(request);
        Query query = Query.of(request);
        EndpointId endpoint = Records.found(EndpointId.parse(id)
                .filter(known -> records.read(stores -> stores.endpoints().find(caller.scope(), known))
                        .isPresent()));
        Optional<Status> status = query.word("status", Status.class);
        Optional<String> eventText = query.text("eventId", Rule.text(100));
        Cursors.OfList places = cursors.of(caller, "deliveries to " + id);
        Page.Request part = query.page(places);
        query.end();
        Optional<EventId> event = eventText.flatMap(EventId::parse);
        var filter = new Filter(caller.scope(), Optional.of(endpoint), status, event);
        // An id of another form is nobody's, like one that is missing.
        Page<OutboundDelivery> page = eventText.isPresent() && event.isEmpty()
                ? Records.nothing()
                : records.read(stores -> stores.outbound().list(filter, part));
        return Answers.ok(Records.shown(page, OutboundView::of, places));
    }

    @Post(value = "/replay", consumes = MediaType.ALL)
    @Operation(
            summary = "Send events again, at most 10,000 at once",
            description = "since and eventIds also reach events that the endpoint missed while it was disabled.")
    @ApiResponse(
            responseCode = "202",
            description = "count: how many are queued; next: since of the next call where there are more, else null")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ReplayBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> replay(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Caller caller = Caller.of(request);
        EndpointId endpoint = Records.found(EndpointId.parse(id));
        try (Received received = bodies.json(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.HONOURED,
                    once -> replay.handle(caller.distributor(), endpoint, EndpointInput.wish(received.tree()), once),
                    new EndpointForms.Shown<>(202, WebhookDeliveriesController::shown)));
        }
    }

    private static Map<String, Object> shown(Replayed replayed) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("count", replayed.count());
        shown.put("next", replayed.next());
        return shown;
    }
}
