package io.cardport.app.rest;

import io.cardport.app.rest.body.ActivationBody;
import io.cardport.app.rest.body.ReasonBody;
import io.cardport.app.rest.body.SpendingControlsBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.CardView;
import io.cardport.app.security.Caller;
import io.cardport.domain.card.Card;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.ActivateCard;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SetSpendingControls;
import io.cardport.domain.usecase.UnlockCard;
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
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiFunction;

/** What cards go through; each call honours {@code If-Match} and an {@code Idempotency-Key}. */
@Controller("/v1/cards/{id}")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Cards")
final class CardChangesController {
    private static final Rule REASON = Rule.text(255);

    private final Records records;
    private final Bodies bodies;
    private final Writes writes;
    private final UseCases cases;

    CardChangesController(Records records, Bodies bodies, Writes writes, UseCases cases) {
        this.records = records;
        this.bodies = bodies;
        this.writes = writes;
        this.cases = cases;
    }

    /** What these calls carry out. */
    @Singleton
    record UseCases(
            ActivateCard activate, LockCard lock, UnlockCard unlock, CloseCard close, SetSpendingControls controls) {}

    @Post(value = "/activate", consumes = MediaType.ALL)
    @Operation(summary = "Activate a card", description = "Body: reason, activationCode, pin; all may be left out.")
    @ApiResponse(
            responseCode = "200",
            description = "Active",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Not confirmed yet: see pendingChange",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ActivationBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> activate(HttpRequest<?> request, @PathVariable String id) {
        return change(request, id, OperationKind.ACTIVATE_CARD, (wish, once) -> {
            Fields fields = Fields.of(wish.received().tree(), Fields.Nulls.ABSENT);
            fields.text("reason", REASON);
            Optional<Secret> code = fields.secret("activationCode", Rule.text(64));
            Optional<Secret> pin = fields.secret("pin", Rule.PIN);
            fields.end();
            return cases.activate().handle(new ActivateCard.Command(wish.target(), code, pin), once);
        });
    }

    @Post(value = "/lock", consumes = MediaType.ALL)
    @Operation(summary = "Lock a card")
    @ApiResponse(
            responseCode = "200",
            description = "Locked",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    @ApiResponse(responseCode = "202", description = "Not confirmed yet: see pendingChange")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ReasonBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> lock(HttpRequest<?> request, @PathVariable String id) {
        return change(
                request,
                id,
                OperationKind.LOCK_CARD,
                (wish, once) -> cases.lock().handle(new LockCard.Command(wish.target(), wish.reason()), once));
    }

    @Post(value = "/unlock", consumes = MediaType.ALL)
    @Operation(summary = "Unlock a card")
    @ApiResponse(
            responseCode = "200",
            description = "Unlocked",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    @ApiResponse(responseCode = "202", description = "Not confirmed yet: see pendingChange")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ReasonBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> unlock(HttpRequest<?> request, @PathVariable String id) {
        return change(
                request,
                id,
                OperationKind.UNLOCK_CARD,
                (wish, once) -> cases.unlock().handle(new UnlockCard.Command(wish.target(), wish.reason()), once));
    }

    @Post(value = "/close", consumes = MediaType.ALL)
    @Operation(summary = "Close a card for good")
    @ApiResponse(
            responseCode = "200",
            description = "Closed, or closing at the issuer",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    @ApiResponse(responseCode = "202", description = "Not confirmed yet: see pendingChange")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ReasonBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> close(HttpRequest<?> request, @PathVariable String id) {
        return change(
                request,
                id,
                OperationKind.CLOSE_CARD,
                (wish, once) -> cases.close().handle(new CloseCard.Command(wish.target(), wish.reason()), once));
    }

    @Put(value = "/spending-controls", consumes = MediaType.ALL)
    @Operation(summary = "Replace a card's spendingLimit, spendingControls and merchantControls")
    @ApiResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    @ApiResponse(responseCode = "202", description = "Not confirmed yet: Location names the operation")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SpendingControlsBody.class)))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "1 to 255 visible characters")
    HttpResponse<byte[]> controls(HttpRequest<?> request, @PathVariable String id) {
        return change(
                request,
                id,
                OperationKind.SET_SPENDING_CONTROLS,
                (wish, once) -> cases.controls()
                        .handle(
                                new SetSpendingControls.Command(
                                        wish.target(),
                                        CardInput.replacement(wish.received().tree())),
                                once));
    }

    /** What somebody wants of which card. */
    private record Wish(CardCommandTarget target, Received received) {
        String reason() {
            Fields fields = Fields.of(received.tree(), Fields.Nulls.ABSENT);
            Optional<String> reason = fields.text("reason", REASON);
            fields.end();
            return reason.orElse("");
        }
    }

    private HttpResponse<byte[]> change(
            HttpRequest<?> request, String id, OperationKind kind, BiFunction<Wish, Once<Card>, Result<Card>> effect) {
        Query.none(request);
        CardCommandTarget target = CardForms.target(request, id);
        boolean needsBody = kind == OperationKind.SET_SPENDING_CONTROLS;
        try (Received received = needsBody ? bodies.json(request) : bodies.jsonOrNothing(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.HONOURED,
                    once -> effect.apply(new Wish(target, received), once),
                    new CardForms.Change(records, Caller.of(request), kind)));
        }
    }
}
