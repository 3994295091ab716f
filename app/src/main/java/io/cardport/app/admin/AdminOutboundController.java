package io.cardport.app.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.app.rest.view.OutboundView;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.OutboundId;
import io.cardport.domain.store.OutboundStore.Filter;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.ReplayEvents;
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
import java.util.Optional;
import java.util.Set;

/** Deliveries to distributors' endpoints. */
@Controller("/admin/v1/deliveries/outbound")
@Secured("viewer")
@Tag(name = "Admin")
final class AdminOutboundController {
    private final UnitOfWork work;
    private final ReplayEvents replay;
    private final KeyedWrites writes;

    AdminOutboundController(UnitOfWork work, ReplayEvents replay, KeyedWrites writes) {
        this.work = work;
        this.replay = replay;
        this.writes = writes;
    }

    /** A delivery with whose it is. */
    record AdminOutboundView(
            String distributorId, @JsonUnwrapped OutboundView delivery) {
        static AdminOutboundView of(OutboundDelivery delivery) {
            return new AdminOutboundView(delivery.distributor().value(), OutboundView.of(delivery));
        }
    }

    /** All of them. */
    @Get
    @Operation(summary = "Deliveries to distributors' endpoints, newest first; status=DEAD lists the dead letters")
    HttpResponse<?> outbound(HttpRequest<?> request) {
        AskedQuery query = AskedQuery.read(request, Set.of("distributorId", "endpointId", "status", "eventId"));
        Scope scope = query.text("distributorId", AskedQuery.ID)
                .<Scope>map(text -> new Scope.Own(Answers.id(DistributorId.parse(text))))
                .orElseGet(Scope.Everything::new);
        Optional<EndpointId> endpoint =
                query.text("endpointId", AskedQuery.ID).map(text -> Answers.id(EndpointId.parse(text)));
        Optional<EventId> event = query.text("eventId", AskedQuery.ID).map(text -> Answers.id(EventId.parse(text)));
        var filter = new Filter(scope, endpoint, query.word("status", Status.class), event);
        var page = query.page();
        return Answers.page(work.read(stores -> stores.outbound().list(filter, page)), AdminOutboundView::of);
    }

    /** Makes one again. */
    @Post("/{id}/replay")
    @Secured("operator")
    @Operation(summary = "Take an event to its endpoint again, or a dead letter at last")
    HttpResponse<?> replay(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        AskedBody.read(request, Set.of());
        Actor actor = Caller.of(caller);
        OutboundId delivery = Answers.id(OutboundId.parse(id));
        return writes.carryOut(
                request,
                actor,
                once -> replay.one(actor, delivery, once),
                KeyedWrites.Form.plain(202, AdminOutboundView::of));
    }
}
