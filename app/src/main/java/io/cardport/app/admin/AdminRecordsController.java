package io.cardport.app.admin;

import io.cardport.app.admin.Views.AuditView;
import io.cardport.app.admin.Views.DeliveryView;
import io.cardport.app.rest.view.OperationView;
import io.cardport.app.webhook.NewDeliveries;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.CheckLedger;
import io.cardport.domain.usecase.ReplayDelivery;
import io.cardport.domain.webhook.StoredDelivery;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operations, issuers' deliveries and the audit trail. */
@Controller("/admin/v1")
@Secured("viewer")
@Tag(name = "Admin")
final class AdminRecordsController {
    private final UnitOfWork work;
    private final ReplayDelivery replay;
    private final NewDeliveries deliveries;
    private final CheckLedger ledger;
    private final KeyedWrites writes;

    AdminRecordsController(
            UnitOfWork work, ReplayDelivery replay, NewDeliveries deliveries, CheckLedger ledger, KeyedWrites writes) {
        this.work = work;
        this.replay = replay;
        this.deliveries = deliveries;
        this.ledger = ledger;
        this.writes = writes;
    }

    /** Operations. */
    @Get("/operations")
    @Operation(summary = "Operations of all distributors, newest first")
    HttpResponse<?> operations(HttpRequest<?> request) {
        AskedQuery query = AskedQuery.read(request, Set.of("state", "provider"));
        var filter = new OperationStore.Filter(
                new Scope.Everything(),
                query.word("state", OperationState.Name.class),
                query.text("provider", AskedQuery.ACCOUNT),
                Optional.empty());
        var page = query.page();
        return Answers.page(work.read(stores -> stores.operations().list(filter, page)), OperationView::of);
    }

    /** What issuers pushed. */
    @Get("/deliveries/inbound")
    @Operation(summary = "Verified deliveries of issuers, newest first, without what they say")
    HttpResponse<?> inbound(HttpRequest<?> request) {
        AskedQuery query = AskedQuery.read(request, Set.of("provider", "outcome"));
        Optional<String> provider = query.text("provider", AskedQuery.ACCOUNT);
        Optional<Applied> outcome = query.word("outcome", Applied.class);
        var page = query.page();
        return Answers.page(work.read(stores -> stores.inbox().list(provider, outcome, page)), DeliveryView::of);
    }

    /** Has a delivery read again. */
    @Post("/deliveries/inbound/{id}/replay")
    @Secured("operator")
    @Operation(summary = "Read a delivery again, for instance after a word was added to an issuer's table")
    HttpResponse<?> replay(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        AskedBody.read(request, Set.of());
        Actor actor = Caller.of(caller);
        DeliveryId delivery = Answers.id(DeliveryId.parse(id));
        HttpResponse<?> answer = writes.carryOut(
                request,
                actor,
                once -> replay.handle(actor, delivery, once),
                KeyedWrites.Form.<StoredDelivery>plain(
                        202, again -> Map.of("id", again.id().value())));
        deliveries.arrived();
        return answer;
    }

    /** Whether the ledger adds up. */
    @Get("/ledger")
    @Operation(summary = "What is booked as under way beside the movements that are, in minor units by currency")
    HttpResponse<?> ledger(HttpRequest<?> request) {
        AskedQuery.none(request);
        List<Map<String, Object>> sums = ledger.underWay().entrySet().stream()
                .map(sum -> Map.<String, Object>of(
                        "currency", sum.getKey(),
                        "booked", sum.getValue().booked(),
                        "open", sum.getValue().open(),
                        "difference", sum.getValue().difference()))
                .toList();
        return Answers.ok(Map.of("underWay", sums));
    }

    /** Who did what. */
    @Get("/audit")
    @Operation(summary = "Who did what, newest first")
    HttpResponse<?> audit(HttpRequest<?> request) {
        var page = AskedQuery.read(request, Set.of()).page();
        return Answers.page(work.read(stores -> stores.audit().list(page)), AuditView::of);
    }
}
