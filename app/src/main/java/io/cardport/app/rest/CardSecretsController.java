package io.cardport.app.rest;

import io.cardport.app.rest.body.PinBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.security.Caller;
import io.cardport.domain.card.Card;
import io.cardport.domain.id.CardId;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.RevealCard;
import io.cardport.domain.usecase.SetPin;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
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

/** What only a card's holder is to see. */
@Controller("/v1/cards/{id}")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Cards")
final class CardSecretsController {
    private final Records records;
    private final Bodies bodies;
    private final Writes writes;
    private final Answers answers;
    private final RevealCard reveal;
    private final SetPin setPin;

    CardSecretsController(
            Records records, Bodies bodies, Writes writes, Answers answers, RevealCard reveal, SetPin setPin) {
        this.records = records;
        this.bodies = bodies;
        this.writes = writes;
        this.answers = answers;
        this.reveal = reveal;
        this.setPin = setPin;
    }

    @Post(value = "/reveal", consumes = MediaType.ALL)
    @Operation(
            summary = "Show a card's number and code, or an address that shows them",
            description = "Not stored, not replayed; an Idempotency-Key is ignored. Each call writes an audit row.")
    @ApiResponse(
            responseCode = "200",
            description = "kind DETAILS with number, cvv, expiry, or kind IFRAME with url, expiresAt")
    HttpResponse<byte[]> reveal(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Caller caller = Caller.of(request);
        CardId card = Records.found(CardId.parse(id));
        try (Received received = bodies.jsonOrNothing(request)) {
            Fields.of(received.tree(), Fields.Nulls.ABSENT).end();
        }
        CardForms.version(request).ifPresent(version -> {
            Card now = Records.found(records.card(caller, card));
            if (now.times().version() != version) {
                throw Problem.of(ProblemCode.VERSION_MISMATCH).exception();
            }
        });
        return switch (reveal.handle(caller.distributor(), card)) {
            case RevealCard.Revelation.Declined(var problem) -> Answers.send(answers.declined(request, problem));
            case RevealCard.Revelation.Shown(var shown) ->
                HttpResponse.ok(Revealed.json(shown))
                        .contentType(MediaType.APPLICATION_JSON_TYPE)
                        .header("Cache-Control", "no-store")
                        .header("Pragma", "no-cache");
        };
    }

    @Put(value = "/pin", consumes = MediaType.ALL)
    @Operation(summary = "Set a card's PIN", description = "Body: pin, 4 to 12 digits.")
    @ApiResponse(responseCode = "204", description = "Set")
    @ApiResponse(responseCode = "202", description = "Not confirmed yet: Location names the operation")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = PinBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> pin(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        CardCommandTarget target = CardForms.target(request, id);
        try (Received received = bodies.json(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.HONOURED,
                    once -> {
                        Fields fields = Fields.of(received.tree(), Fields.Nulls.ABSENT);
                        var pin = fields.secret("pin", Rule.PIN);
                        fields.require("pin").end();
                        try (Secret secret = pin.orElseThrow()) {
                            return setPin.handle(new SetPin.Command(target, secret), once);
                        }
                    },
                    new CardForms.Change(records, Caller.of(request), OperationKind.SET_PIN)));
        }
    }
}
