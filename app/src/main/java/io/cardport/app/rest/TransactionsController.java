package io.cardport.app.rest;

import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.view.MoneyView;
import io.cardport.app.rest.view.TransactionView;
import io.cardport.app.security.Caller;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.issuing.CardBalance.CardFunds;
import io.cardport.domain.store.CardStore.KnownFunds;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.TransactionStore;
import io.cardport.domain.usecase.ReadBalance;
import io.cardport.domain.usecase.ReadTransactions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was done with cards, and what is left on them. */
@Controller("/v1")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Money")
final class TransactionsController {
    private static final Rule ID = Rule.text(100);

    private final Records records;
    private final Cursors cursors;
    private final Answers answers;
    private final ReadTransactions transactions;
    private final ReadBalance balance;

    TransactionsController(
            Records records, Cursors cursors, Answers answers, ReadTransactions transactions, ReadBalance balance) {
        this.records = records;
        this.cursors = cursors;
        this.answers = answers;
        this.transactions = transactions;
        this.balance = balance;
    }

    @Get("/cards/{id}/balance")
    @Operation(summary = "A card's money, asked of the issuer; where it can't be asked now, as it said last")
    @ApiResponse(responseCode = "200", description = "available, pending, refundable, asOf, source")
    HttpResponse<byte[]> balance(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        CardId card = Records.found(CardId.parse(id));
        return switch (balance.handle(Caller.of(request).scope(), card)) {
            case ReadBalance.Balance.Known(KnownFunds(CardFunds funds, Instant asOf), var source) -> {
                Map<String, Object> shown = new LinkedHashMap<>();
                shown.put("available", MoneyView.of(funds.available()));
                shown.put("pending", MoneyView.of(funds.pending()));
                shown.put("refundable", MoneyView.of(funds.refundable()));
                shown.put("asOf", asOf);
                shown.put("source", source.name());
                yield Answers.ok(shown);
            }
            case ReadBalance.Balance.Declined(var problem) -> Answers.send(answers.declined(request, problem));
        };
    }

    @Get("/cards/{id}/transactions")
    @Operation(summary = "A card's transactions, newest first; the first part asks the issuer")
    @ApiResponse(responseCode = "200", description = "A part of the list")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "A transaction's type")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "A transaction's status")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "RFC 3339")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "RFC 3339")
    @Parameter(name = "search", in = ParameterIn.QUERY, description = "In the merchant's name")
    HttpResponse<byte[]> ofCard(HttpRequest<?> request, @PathVariable String id) {
        Caller caller = Caller.of(request);
        Query query = Query.of(request);
        CardId card = Records.found(CardId.parse(id));
        TransactionStore.Filter filter = filter(caller, query, Optional.of(card), Optional.empty());
        Cursors.OfList places = cursors.of(caller, "transactions of " + id);
        Page.Request part = query.page(places);
        query.end();
        return switch (transactions.handle(filter, part)) {
            case ReadTransactions.Listing.Known(Page<CardTransaction> page, Optional<Instant> asOf) -> {
                Map<String, Object> shown = Records.shown(page, TransactionView::of, places);
                shown.put("asOf", asOf);
                yield Answers.ok(shown);
            }
            case ReadTransactions.Listing.Declined(var problem) -> Answers.send(answers.declined(request, problem));
        };
    }

    @Get("/transactions")
    @Operation(summary = "All transactions of our record, newest first")
    @ApiResponse(responseCode = "200", description = "A part of the list")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    @Parameter(name = "cardId", in = ParameterIn.QUERY, description = "Of one card")
    @Parameter(name = "cardholderId", in = ParameterIn.QUERY, description = "Of one cardholder")
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "A transaction's type")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "A transaction's status")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "RFC 3339")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "RFC 3339")
    @Parameter(name = "search", in = ParameterIn.QUERY, description = "In the merchant's name")
    HttpResponse<byte[]> all(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        Query query = Query.of(request);
        Optional<String> cardText = query.text("cardId", ID);
        Optional<String> holderText = query.text("cardholderId", ID);
        Optional<CardId> card = cardText.flatMap(CardId::parse);
        Optional<CardholderId> holder = holderText.flatMap(CardholderId::parse);
        TransactionStore.Filter filter = filter(caller, query, card, holder);
        Cursors.OfList places = cursors.of(caller, "transactions");
        Page.Request part = query.page(places);
        query.end();
        // An id of another form is nobody's, like one that is missing.
        boolean nobodys = cardText.isPresent() != card.isPresent() || holderText.isPresent() != holder.isPresent();
        Page<CardTransaction> page = nobodys
                ? Records.nothing()
                : records.read(stores -> stores.transactions().list(filter, part));
        return Answers.ok(Records.shown(page, TransactionView::of, places));
    }

    private static TransactionStore.Filter filter(
            Caller caller, Query query, Optional<CardId> card, Optional<CardholderId> holder) {
        return new TransactionStore.Filter(
                caller.scope(),
                card,
                holder,
                query.word("type", TransactionType.class),
                query.word("status", TransactionStatus.class),
                new TransactionStore.When(query.time("from"), query.time("to"), query.text("search", Rule.text(100))));
    }

    @Get("/transactions/{id}")
    @Operation(summary = "One transaction")
    @ApiResponse(
            responseCode = "200",
            description = "The transaction",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    HttpResponse<byte[]> one(HttpRequest<?> request, @PathVariable String id) {
        Query.none(request);
        Optional<CardTransaction> transaction = TransactionId.parse(id)
                .flatMap(known -> records.read(
                        stores -> stores.transactions().find(Caller.of(request).scope(), known)));
        return Answers.ok(TransactionView.of(Records.found(transaction)));
    }
}
