package io.cardport.app.rest;

import io.cardport.app.rest.body.MovementBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.MovementView;
import io.cardport.app.security.Caller;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.TopUpId;
import io.cardport.domain.id.WithdrawalId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.MovementStore.Direction;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.TopUpCard;
import io.cardport.domain.usecase.WithdrawFromCard;
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
import java.util.function.BiFunction;

/** Money onto cards and off them. */
@Controller("/v1")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Money")
final class MovementsController {
    private final Records records;
    private final Bodies bodies;
    private final Writes writes;
    private final Cursors cursors;
    private final TopUpCard topUp;
    private final WithdrawFromCard withdraw;

    MovementsController(
            Records records,
            Bodies bodies,
            Writes writes,
            Cursors cursors,
            TopUpCard topUp,
            WithdrawFromCard withdraw) {
        this.records = records;
        this.bodies = bodies;
        this.writes = writes;
        this.cursors = cursors;
        this.topUp = topUp;
        this.withdraw = withdraw;
    }

    @Post(value = "/cards/{id}/top-ups", consumes = MediaType.ALL)
    @Operation(
            summary = "Put money on a card",
            description =
                    "Body: {\"amount\": {\"amount\": \"20.00\", \"currency\": \"USD\"}}. Needs an Idempotency-Key.")
    @ApiResponse(
            responseCode = "201",
            description = "Final at once",
            content = @Content(schema = @Schema(implementation = MovementView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Under way",
            content = @Content(schema = @Schema(implementation = MovementView.class)))
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = MovementBody.class)))
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            description = "1 to 255 visible characters")
    HttpResponse<byte[]> topUp(HttpRequest<?> request, @PathVariable String id) {
        Caller caller = Caller.of(request);
        CardId card = Records.found(CardId.parse(id));
        return move(
                request,
                card,
                (amount, once) -> topUp.handle(new TopUpCard.Command(caller.distributor(), card, amount), once));
    }

    @Post(value = "/cards/{id}/withdrawals", consumes = MediaType.ALL)
    @Operation(summary = "Take money off a card", description = "Body as for a top-up. Needs an Idempotency-Key.")
    @ApiResponse(
            responseCode = "201",
            description = "Final at once",
            content = @Content(schema = @Schema(implementation = MovementView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Under way",
            content = @Content(schema = @Schema(implementation = MovementView.class)))
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = MovementBody.class)))
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            description = "1 to 255 visible characters")
    HttpResponse<byte[]> withdraw(HttpRequest<?> request, @PathVariable String id) {
        Caller caller = Caller.of(request);
        CardId card = Records.found(CardId.parse(id));
        return move(
                request,
                card,
                (amount, once) ->
                        withdraw.handle(new WithdrawFromCard.Command(caller.distributor(), card, amount), once));
    }

    private HttpResponse<byte[]> move(
            HttpRequest<?> request, CardId card, BiFunction<Money, Once<FundsMovement>, Result<FundsMovement>> effect) {
        Writes.key(request, Write.KeyRule.REQUIRED);
        Query.none(request);
        Caller caller = Caller.of(request);
        try (Received received = bodies.json(request)) {
            return writes.carryOut(new Write<>(
                    request,
                    received,
                    Write.KeyRule.REQUIRED,
                    once -> {
                        Fields fields = Fields.of(received.tree(), Fields.Nulls.ABSENT);
                        Optional<Money> amount = fields.money("amount");
                        fields.require("amount").end();
                        expectVersion(request, caller, card);
                        return effect.apply(amount.orElseThrow(), once);
                    },
                    new Form(records, caller)));
        }
    }

    private void expectVersion(HttpRequest<?> request, Caller caller, CardId card) {
        CardForms.version(request).ifPresent(version -> {
            Card now = Records.found(records.card(caller, card));
            if (now.times().version() != version) {
                throw Problem.of(ProblemCode.VERSION_MISMATCH).exception();
            }
        });
    }

    @Get("/top-ups/{id}")
    @Operation(summary = "One top-up")
    @ApiResponse(
            responseCode = "200",
            description = "The top-up",
            content = @Content(schema = @Schema(implementation = MovementView.class)))
    HttpResponse<byte[]> topUpOf(HttpRequest<?> request, @PathVariable String id) {
        return show(request, TopUpId.parse(id));
    }

    @Get("/withdrawals/{id}")
    @Operation(summary = "One withdrawal")
    @ApiResponse(
            responseCode = "200",
            description = "The withdrawal",
            content = @Content(schema = @Schema(implementation = MovementView.class)))
    HttpResponse<byte[]> withdrawalOf(HttpRequest<?> request, @PathVariable String id) {
        return show(request, WithdrawalId.parse(id));
    }

    private HttpResponse<byte[]> show(HttpRequest<?> request, Optional<? extends MovementId> id) {
        Query.none(request);
        Optional<FundsMovement> movement = id.flatMap(known -> records.movement(Caller.of(request), known));
        return Answers.ok(MovementView.of(Records.found(movement)));
    }

    @Get("/cards/{id}/top-ups")
    @Operation(summary = "A card's top-ups, newest first, with its initial load")
    @ApiResponse(responseCode = "200", description = "A part of the list")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    HttpResponse<byte[]> topUps(HttpRequest<?> request, @PathVariable String id) {
        return list(request, id, Direction.IN);
    }

    @Get("/cards/{id}/withdrawals")
    @Operation(summary = "A card's withdrawals, newest first")
    @ApiResponse(responseCode = "200", description = "A part of the list")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    HttpResponse<byte[]> withdrawals(HttpRequest<?> request, @PathVariable String id) {
        return list(request, id, Direction.OUT);
    }

    private HttpResponse<byte[]> list(HttpRequest<?> request, String id, Direction direction) {
        Caller caller = Caller.of(request);
        Query query = Query.of(request);
        Cursors.OfList places = cursors.of(caller, direction + " of " + id);
        Page.Request part = query.page(places);
        query.end();
        Card card = Records.found(CardId.parse(id).flatMap(known -> records.card(caller, known)));
        Page<FundsMovement> page = records.read(stores -> stores.movements().of(card.id(), direction, part));
        return Answers.ok(Records.shown(page, MovementView::of, places));
    }

    /** How answers about movements look. */
    private record Form(Records records, Caller caller) implements Write.Form<FundsMovement> {
        @Override
        public StoredAnswer settled(FundsMovement movement) {
            return located(201, movement);
        }

        @Override
        public StoredAnswer pending(FundsMovement movement, OperationId operation) {
            return located(202, movement);
        }

        @Override
        public Optional<StoredAnswer> asItStands(Claim claim) {
            return claim.made() instanceof Subject.OfMovement(var id)
                    ? records.movement(caller, id)
                            .map(movement ->
                                    located(movement.result().state() == MovementState.PENDING ? 202 : 201, movement))
                    : Optional.empty();
        }

        private static StoredAnswer located(int status, FundsMovement movement) {
            String list = movement.id() instanceof TopUpId ? "/v1/top-ups/" : "/v1/withdrawals/";
            return Answers.with(
                    Answers.showing(status, MovementView.of(movement)),
                    "Location",
                    list + movement.id().value());
        }
    }
}
