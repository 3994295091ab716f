package io.cardport.app.admin;

import io.cardport.app.admin.Views.AuditView;
import io.cardport.app.admin.Views.DeliveryView;
import io.cardport.app.rest.view.Json;
import io.cardport.app.rest.view.OperationView;
import io.cardport.app.rest.view.WaitingOperationView;
import io.cardport.domain.account.Scope;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is known of one operation, for whoever has to find out what became of it. */
@Controller("/admin/v1/operations/{id}")
@Secured("viewer")
@Tag(name = "Admin")
final class AdminOperationController {
    private static final int MOST = 100;

    private final UnitOfWork work;

    AdminOperationController(UnitOfWork work) {
        this.work = work;
    }

    /** One operation. */
    @Get
    @io.swagger.v3.oas.annotations.Operation(
            summary =
                    "One operation with all that is known of it: what was tried and found, what it could be, who asked")
    HttpResponse<?> one(HttpRequest<?> request, @PathVariable String id) {
        AskedQuery.none(request);
        OperationId operation = Answers.id(OperationId.parse(id));
        return work.read(stores -> stores.operations()
                .find(new Scope.Everything(), operation)
                .map(found -> Answers.ok(whole(stores, found)))
                .orElseThrow(Answers::notFound));
    }

    private static Map<String, Object> whole(Stores stores, Operation operation) {
        var steps = stores.operations().steps(operation.id());
        Map<String, Object> body = new LinkedHashMap<>();
        Json.tree(WaitingOperationView.of(operation, steps))
                .properties()
                .forEach(field -> body.put(field.getKey(), field.getValue()));
        body.put("distributorId", operation.about().distributor().value());
        body.put("provider", operation.about().account());
        body.put("cardId", operation.about().card().map(CardId::value));
        body.put("detail", detail(operation.state()));
        body.put("firstSentAt", operation.progress().firstSentAt());
        body.put("nextAt", operation.progress().nextAt());
        body.put("looks", operation.progress().looks());
        body.put("keepUntil", operation.progress().keepUntil());
        body.put("tries", steps.stream().map(WaitingOperationView.TryView::of).toList());
        body.put("issuerHadBefore", before(stores, operation.id()));
        Optional<CardId> card = operation.about().card();
        body.put("couldBe", couldBe(stores, operation));
        body.put(
                "card",
                card.flatMap(id -> stores.cards().find(new Scope.Everything(), id))
                        .map(found -> AdminCardView.of(found, Optional.empty())));
        body.put(
                "deliveries",
                card.map(id -> stores.inbox().about(id, MOST)).orElse(List.of()).stream()
                        .map(DeliveryView::of)
                        .toList());
        body.put("history", history(stores, operation));
        return body;
    }

    private static Map<String, Object> detail(OperationState state) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("state", state.getClass().getSimpleName());
        switch (state) {
            case OperationState.Sending(int attempt, var sendBy) -> {
                detail.put("attempt", attempt);
                detail.put("sendBy", sendBy);
            }
            case OperationState.Waiting(var order) -> detail.put("order", order.value());
            case OperationState.Unknown(var cause) -> detail.put("cause", cause);
            case OperationState.InReview(var reason) -> detail.put("reason", reason);
            case OperationState.Failed(var failure) -> detail.put("reason", failure.code());
            case OperationState.FailedByHand(var failure) -> detail.put("reason", failure.code());
            case OperationState.Queued ignored -> detail.put("sent", false);
            case OperationState.Confirming ignored -> detail.put("sent", true);
            case OperationState.Succeeded ignored -> detail.put("sent", true);
            case OperationState.SucceededByHand ignored -> detail.put("sent", true);
            case OperationState.Cancelled ignored -> detail.put("sent", false);
        }
        return detail;
    }

    /** What appeared since then may be its work. */
    private static List<String> before(Stores stores, OperationId id) {
        return stores.operations().noted(id).stream()
                .flatMap(ids -> ids.stream().map(ProviderRef::value).sorted())
                .toList();
    }

    /** Others that the same thing at the issuer could be the work of: open ones of the card, and those settled by hand. */
    private static List<OperationView> couldBe(Stores stores, Operation operation) {
        return operation.about().card().stream()
                .flatMap(card -> Stream.concat(
                        stores.operations().openOf(card).stream(), stores.operations().byHandOf(card).stream()))
                .filter(other -> !other.id().equals(operation.id()))
                .map(OperationView::of)
                .toList();
    }

    private static List<AuditView> history(Stores stores, Operation operation) {
        return Stream.of(operation.about().subject(), new Subject.OfOperation(operation.id()))
                .flatMap(subject -> stores.audit().about(subject, MOST).stream())
                .sorted(Comparator.comparing((AuditTrail.Recorded recorded) ->
                                recorded.entry().at())
                        .reversed())
                .map(AuditView::of)
                .toList();
    }
}
