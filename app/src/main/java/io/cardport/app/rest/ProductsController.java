package io.cardport.app.rest;

import io.cardport.app.health.IssuerCalls;
import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.view.ProductView;
import io.cardport.app.rest.view.ProviderView;
import io.cardport.app.security.Caller;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.Page;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a distributor can issue, and where. */
@Controller("/v1")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Providers and products")
final class ProductsController {
    private final Records records;
    private final ProviderDirectory providers;
    private final Cursors cursors;
    private final IssuerCalls calls;

    ProductsController(Records records, ProviderDirectory providers, Cursors cursors, IssuerCalls calls) {
        this.records = records;
        this.providers = providers;
        this.cursors = cursors;
        this.calls = calls;
    }

    @Get("/providers")
    @Operation(summary = "The caller's provider accounts and what each can do")
    @ApiResponse(
            responseCode = "200",
            description = "The accounts, by name",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = ProviderView.class))))
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    HttpResponse<byte[]> providers(HttpRequest<?> request) {
        Query query = Query.of(request);
        Caller caller = Caller.of(request);
        Cursors.OfList places = cursors.of(caller, "providers");
        Page.Request part = query.page(places);
        query.end();
        Distributor distributor = distributor(caller);
        String standard =
                distributor.defaultAccount().or(providers::defaultAccount).orElse("");
        List<ProviderAccount> accounts = accounts(distributor).stream()
                .filter(account -> part.after()
                        .filter(after -> account.name().compareTo(after) <= 0)
                        .isEmpty())
                .limit(part.limit() + 1L)
                .toList();
        return Answers.ok(Records.shown(
                Page.of(accounts, part.limit(), ProviderAccount::name),
                account -> ProviderView.of(account, account.name().equals(standard), health(account)),
                places));
    }

    private ProviderView.Health health(ProviderAccount account) {
        return switch (calls.of(account.name()).health()) {
            case UP -> ProviderView.Health.UP;
            case DOWN -> ProviderView.Health.DOWN;
            case UNKNOWN -> ProviderView.Health.UNKNOWN;
        };
    }

    @Get("/products")
    @Operation(summary = "The products of the caller's provider accounts")
    @ApiResponse(
            responseCode = "200",
            description = "The products",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = ProductView.class))))
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor that this list gave")
    @Parameter(name = "provider", in = ParameterIn.QUERY, description = "A provider account")
    HttpResponse<byte[]> products(HttpRequest<?> request) {
        Query query = Query.of(request);
        Caller caller = Caller.of(request);
        Optional<String> provider = query.text("provider", Rule.text(100));
        Cursors.OfList places = cursors.of(caller, "products");
        Page.Request part = query.page(places);
        query.end();
        Distributor distributor = distributor(caller);
        List<Product> products = accounts(distributor).stream()
                .filter(account -> provider.filter(wanted -> !wanted.equals(account.name()))
                        .isEmpty())
                .flatMap(account -> records.read(stores -> stores.products().offeredBy(account.name())).stream())
                .sorted(Comparator.comparing((Product product) -> product.id().value()))
                .filter(product -> part.after()
                        .filter(after -> product.id().value().compareTo(after) <= 0)
                        .isEmpty())
                .limit(part.limit() + 1L)
                .toList();
        return Answers.ok(Records.shown(
                Page.of(products, part.limit(), product -> product.id().value()),
                product -> ProductView.of(
                        product, providers.find(product.account()).orElseThrow().provider()),
                places));
    }

    private Distributor distributor(Caller caller) {
        return Records.found(records.read(stores -> stores.distributors().find(caller.distributor())));
    }

    private List<ProviderAccount> accounts(Distributor distributor) {
        return distributor.accounts().stream()
                .sorted()
                .map(providers::find)
                .flatMap(Optional::stream)
                .toList();
    }
}
