package io.cardport.app.rest;

import io.cardport.app.rest.body.CardBody;
import io.cardport.app.rest.input.Bodies;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Received;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.once.Writes;
import io.cardport.app.rest.view.CardView;
import io.cardport.app.security.Caller;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.IssueCard;
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
import java.time.InstantSource;
import java.util.Optional;

/** Cards: made, found, listed. */
@Controller("/v1/cards")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Cards")
final class CardsController {
    private static final Rule ID = Rule.text(100);

    private final Records records;
    private final Bodies bodies;
    private final Writes writes;
    private final Cursors cursors;
    private final IssueCard issue;
    private final InstantSource clock;

    CardsController(
            Records records, Bodies bodies, Writes writes, Cursors cursors, IssueCard issue, InstantSource clock) {
        this.records = records;
        this.bodies = bodies;
        this.writes = writes;
        this.cursors = cursors;
        this.issue = issue;
        this.clock = clock;
    }

    @Post(consumes = MediaType.ALL)
    @Operation(summary = "Issue a card", description = "Needs an Idempotency-Key.")
    @ApiResponse(
            responseCode = "201",
            description = "The provider has answered finally",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "The provider has not answered finally",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = CardBody.class)))
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
                    Write.Repeats.CLAIMED,
                    once -> issue.handle(CardInput.issue(caller, received.tree(), clock.instant()), once),
                    new CardForms.Creation(records, caller)));
        }
    }

    @Get
    @Operation(summary = "List cards, newest first")
    @ApiResponse(responseCode = "200", description = "A part of the list")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "A card's status")
    @Parameter(name = "provider", in = ParameterIn.QUERY, description = "A provider account")
    @Parameter(name = "cardholderId", in = ParameterIn.QUERY, description = "Whose cards")
    @Parameter(name = "productId", in = ParameterIn.QUERY, description = "Cards of a product")
    @Parameter(name = "last4", in = ParameterIn.QUERY, description = "Last four digits")
    @Parameter(name = "createdFrom", in = ParameterIn.QUERY, description = "RFC 3339")
    @Parameter(name = "createdTo", in = ParameterIn.QUERY, description = "RFC 3339")
    HttpResponse<byte[]> list(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        Query query = Query.of(request);
        var status = query.word("status", CardState.Name.class);
        Optional<String> provider = query.text("provider", ID);
        Optional<String> holderText = query.text("cardholderId", ID);
        Optional<String> productText = query.text("productId", ID);
        var search = new CardStore.Search(
                query.text("last4", Rule.LAST4),
                query.time("createdFrom"),
                query.time("createdTo"),
                Optional.empty(),
                Optional.empty(),
                false);
        Cursors.OfList places = cursors.of(caller, "cards");
        Page.Request part = query.page(places);
        query.end();
        Optional<CardholderId> holder = holderText.flatMap(CardholderId::parse);
        Optional<ProductId> product = productText.flatMap(ProductId::parse);
        // An id of another form is nobody's, like one that is missing.
        boolean nobodys =
                holderText.isPresent() != holder.isPresent() || productText.isPresent() != product.isPresent();
        var filter = new CardStore.Filter(caller.scope(), status, provider, holder, product, search);
        Page<Card> page = nobodys
                ? Records.nothing()
                : records.read(stores -> stores.cards().list(filter, part));
        return Answers.ok(Records.shown(page, CardView::of, places));
    }

    @Get("/{id}")
    @Operation(summary = "One card", description = "Its version is the ETag.")
    @ApiResponse(
            responseCode = "200",
            description = "The card",
            content = @Content(schema = @Schema(implementation = CardView.class)))
    HttpResponse<byte[]> get(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Card card = Records.found(CardId.parse(id).flatMap(known -> records.card(Caller.of(request), known)));
        return Answers.send(CardForms.show(200, card));
    }
}
