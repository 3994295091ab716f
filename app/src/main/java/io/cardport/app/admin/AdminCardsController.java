package io.cardport.app.admin;

import io.cardport.app.admin.Views.AuditView;
import io.cardport.app.admin.Views.DeliveryView;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.view.Json;
import io.cardport.app.rest.view.OperationView;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.LookAtCard;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cards of all distributors. */
@Controller("/admin/v1/cards")
@Secured("viewer")
@Tag(name = "Admin")
final class AdminCardsController {
    private static final Set<String> FILTERS = Set.of(
            "id",
            "last4",
            "cardholderId",
            "email",
            "providerReference",
            "status",
            "review",
            "provider",
            "distributorId");
    private static final Rule EMAIL = Rule.text(254);
    private static final Rule REFERENCE = Rule.text(255);
    private static final int HISTORY = 100;

    private final UnitOfWork work;
    private final LookAtCard look;
    private final KeyedWrites writes;

    AdminCardsController(UnitOfWork work, LookAtCard look, KeyedWrites writes) {
        this.work = work;
        this.look = look;
        this.writes = writes;
    }

    /** Finds cards. */
    @Get
    @Operation(summary = "Cards of all distributors, newest first")
    HttpResponse<?> list(HttpRequest<?> request) {
        AskedQuery query = AskedQuery.read(request, FILTERS);
        Page.Request page = query.page();
        return work.read(stores ->
                Answers.page(found(stores, query, page), card -> AdminCardView.of(card, holder(stores, card))));
    }

    private static Page<Card> found(Stores stores, AskedQuery query, Page.Request page) {
        Optional<CardStore.Filter> filter = filter(query);
        if (filter.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        if (query.text("id", AskedQuery.ID).isEmpty()) {
            return stores.cards().list(filter.get(), page);
        }
        return new Page<>(
                query
                        .text("id", AskedQuery.ID)
                        .flatMap(CardId::parse)
                        .flatMap(id -> stores.cards().find(filter.get().scope(), id))
                        .stream()
                        .toList(),
                Optional.empty());
    }

    /** Nothing where an id has the form of no id: such a thing has no cards. */
    private static Optional<CardStore.Filter> filter(AskedQuery query) {
        Optional<String> distributorText = query.text("distributorId", AskedQuery.ID);
        Optional<String> cardholderText = query.text("cardholderId", AskedQuery.ID);
        Optional<DistributorId> distributor = distributorText.flatMap(DistributorId::parse);
        Optional<CardholderId> cardholder = cardholderText.flatMap(CardholderId::parse);
        var filter = new CardStore.Filter(
                distributor.<Scope>map(Scope.Own::new).orElseGet(Scope.Everything::new),
                query.word("status", CardState.Name.class),
                query.text("provider", AskedQuery.ACCOUNT),
                cardholder,
                Optional.empty(),
                new CardStore.Search(
                        query.text("last4", Rule.LAST4),
                        Optional.empty(),
                        Optional.empty(),
                        query.text("email", EMAIL),
                        query.text("providerReference", REFERENCE),
                        query.flag("review")));
        return distributorText.isPresent() != distributor.isPresent()
                        || cardholderText.isPresent() != cardholder.isPresent()
                ? Optional.empty()
                : Optional.of(filter);
    }

    private static Optional<Cardholder> holder(Stores stores, Card card) {
        return stores.cardholders().find(new Scope.Everything(), card.owner().cardholder());
    }

    /** One card with all that is known of it. */
    @Get("/{id}")
    @Operation(summary = "One card with its history, operations and the issuer's deliveries about it")
    HttpResponse<?> one(HttpRequest<?> request, @PathVariable String id) {
        AskedQuery.none(request);
        CardId card = Answers.id(CardId.parse(id));
        return work.read(stores -> stores.cards()
                .find(new Scope.Everything(), card)
                .map(found -> Answers.ok(whole(stores, found)))
                .orElseThrow(Answers::notFound));
    }

    private static Map<String, Object> whole(Stores stores, Card card) {
        Map<String, Object> body = new LinkedHashMap<>();
        Json.tree(AdminCardView.of(card, holder(stores, card)))
                .properties()
                .forEach(field -> body.put(field.getKey(), field.getValue()));
        body.put(
                "history",
                stores.audit().about(new Subject.OfCard(card.id()), HISTORY).stream()
                        .map(AuditView::of)
                        .toList());
        var filter = new OperationStore.Filter(
                new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.of(card.id()));
        body.put(
                "operations",
                stores.operations().list(filter, new Page.Request(HISTORY, Optional.empty())).data().stream()
                        .map(OperationView::of)
                        .toList());
        body.put(
                "deliveries",
                stores.inbox().about(card.id(), HISTORY).stream()
                        .map(DeliveryView::of)
                        .toList());
        return body;
    }

    /** Asks the issuer now. */
    @Post("/{id}/sync")
    @Secured("operator")
    @Operation(summary = "Ask the issuer how the card is")
    HttpResponse<?> sync(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        AskedBody.read(request, Set.of());
        Actor actor = Caller.of(caller);
        CardId card = Answers.id(CardId.parse(id));
        // Before the look: answers are rendered in the transaction that keeps them.
        Optional<Cardholder> holder = work.read(
                stores -> stores.cards().find(new Scope.Everything(), card).flatMap(known -> holder(stores, known)));
        return writes.carryOut(
                request,
                actor,
                once -> look.sync(card, actor, once),
                KeyedWrites.Form.<Card>plain(200, seen -> AdminCardView.of(seen, holder)));
    }
}
