package io.cardport.app.rest;

import io.cardport.app.rest.body.ReasonBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.OperationView;
import io.cardport.app.rest.view.WaitingOperationView;
import io.cardport.app.security.Caller;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.usecase.CancelOperation;
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

/** Commands to issuers and what became of them. */
@Controller("/v1/operations/{id}")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Operations")
final class OperationsController {
    private final Records records;
    private final Bodies bodies;
    private final Writes writes;
    private final CancelOperation cancel;

    OperationsController(Records records, Bodies bodies, Writes writes, CancelOperation cancel) {
        this.records = records;
        this.bodies = bodies;
        this.writes = writes;
        this.cancel = cancel;
    }

    @Get
    @Operation(summary = "One operation")
    @ApiResponse(
            responseCode = "200",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = WaitingOperationView.class)))
    HttpResponse<byte[]> get(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Caller caller = Caller.of(request);
        return Answers.ok(Records.found(OperationId.parse(id).flatMap(known -> records.operationAlone(caller, known))));
    }

    @Post(value = "/cancel", consumes = MediaType.ALL)
    @Operation(summary = "Call one of your operations back while nothing of it was sent")
    @ApiResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ReasonBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> cancel(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Caller caller = Caller.of(request);
        OperationId operation = Records.found(OperationId.parse(id));
        try (Received received = bodies.jsonOrNothing(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.HONOURED,
                    once -> {
                        Fields fields = Fields.of(received.tree(), Fields.Nulls.ABSENT);
                        fields.text("reason", Rule.text(255));
                        fields.end();
                        return cancel.handle(caller.distributor(), operation, once);
                    },
                    new Form(records, caller)));
        }
    }

    /** How answers about operations look. */
    private record Form(Records records, Caller caller) implements Write.Form<io.cardport.domain.operation.Operation> {
        @Override
        public StoredAnswer settled(io.cardport.domain.operation.Operation operation) {
            return Answers.showing(200, OperationView.of(operation));
        }

        @Override
        public StoredAnswer pending(io.cardport.domain.operation.Operation operation, OperationId carrier) {
            return Answers.showing(202, OperationView.of(operation));
        }

        @Override
        public Optional<StoredAnswer> asItStands(Claim claim) {
            return claim.made() instanceof Subject.OfOperation(var id)
                    ? records.operation(caller, id).map(this::settled)
                    : Optional.empty();
        }
    }
}
