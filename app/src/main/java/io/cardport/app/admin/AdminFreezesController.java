package io.cardport.app.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.app.nodes.StoredWords;
import io.cardport.app.nodes.ThisNode;
import io.cardport.app.nodes.WordUse;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.input.Rule;
import io.cardport.domain.account.Actor;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.freeze.Freeze.Reach;
import io.cardport.domain.freeze.Hold;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.FreezeId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.store.FreezeStore.Gathering;
import io.cardport.domain.usecase.FreezeCards;
import io.cardport.domain.usecase.FreezeCards.Progress;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Freezes. Setting one never waits for a second person. */
@Controller("/admin/v1")
@Secured("operator")
@Tag(name = "Admin")
final class AdminFreezesController {
    private static final Rule REASON = Rule.lines(500);
    private static final int LONGEST_ID = 100;

    private final FreezeCards freezes;
    private final KeyedWrites writes;
    private final ThisNode node;

    AdminFreezesController(FreezeCards freezes, KeyedWrites writes, ThisNode node) {
        this.freezes = freezes;
        this.writes = writes;
        this.node = node;
    }

    /** A freeze. */
    record FreezeView(
            String id,
            Optional<String> cardholderId,
            Optional<String> productId,
            Optional<String> distributorId,
            boolean all,
            String reason,
            String setBy,
            Instant setAt,
            Optional<String> liftedBy,
            Optional<String> liftReason,
            Optional<Instant> liftedAt) {
        static FreezeView of(Freeze freeze) {
            Reach reach = freeze.reach();
            return new FreezeView(
                    freeze.id().value(),
                    reach instanceof Reach.OfCardholder(var id) ? Optional.of(id.value()) : Optional.empty(),
                    reach instanceof Reach.OfProduct(var id) ? Optional.of(id.value()) : Optional.empty(),
                    reach instanceof Reach.OfDistributor(var id) ? Optional.of(id.value()) : Optional.empty(),
                    reach instanceof Reach.Everything,
                    freeze.reason(),
                    freeze.setBy().text(),
                    freeze.setAt(),
                    freeze.lifted().map(lift -> lift.by().text()),
                    freeze.lifted().map(Freeze.Lift::reason),
                    freeze.lifted().map(Freeze.Lift::at));
        }
    }

    /** How many cards a freeze has, and how far they are. */
    record CountsView(int confirmed, int pending, int unsupported, int released) {
        static CountsView of(Progress progress) {
            return new CountsView(
                    progress.counts().getOrDefault(Hold.State.CONFIRMED, 0),
                    progress.counts().getOrDefault(Hold.State.PENDING, 0),
                    progress.counts().getOrDefault(Hold.State.UNSUPPORTED, 0),
                    progress.counts().getOrDefault(Hold.State.RELEASED, 0));
        }
    }

    /** A freeze with its cards; those that the issuer cannot lock are blocked here only, and the first 100 are named. */
    record ProgressView(
            @JsonUnwrapped FreezeView freeze, CountsView cards, boolean counting, List<String> unsupportedCards) {
        static ProgressView of(Progress progress) {
            return new ProgressView(
                    FreezeView.of(progress.freeze()),
                    CountsView.of(progress),
                    progress.gathering() == Gathering.GOING_ON,
                    progress.unsupported().stream().map(CardId::value).toList());
        }
    }

    /** Sets one. */
    @Post("/freeze")
    @Operation(summary = "Freeze the cards of a cardholder, a product, a distributor, or all")
    HttpResponse<?> set(HttpRequest<byte[]> request, Authentication caller) {
        Actor actor = Caller.of(caller);
        AskedBody asked =
                AskedBody.read(request, Set.of("cardholderId", "productId", "distributorId", "all", "reason"));
        List<Reach> reaches = new ArrayList<>();
        named(asked, "cardholderId", CardholderId::parse)
                .map(Reach.OfCardholder::new)
                .ifPresent(reaches::add);
        named(asked, "productId", ProductId::parse).map(Reach.OfProduct::new).ifPresent(reaches::add);
        named(asked, "distributorId", DistributorId::parse)
                .map(Reach.OfDistributor::new)
                .ifPresent(reaches::add);
        asked.flag("all").filter(all -> all).ifPresent(all -> reaches.add(new Reach.Everything()));
        String reason = asked.required("reason", REASON);
        asked.refuseWrong();
        if (reaches.size() != 1) {
            throw Problem.of(ProblemCode.INVALID_FIELD)
                    .at("/all", "exactly one of cardholderId, productId, distributorId and all (true) is required")
                    .exception();
        }
        requireThatAllNodesHeed();
        return writes.carryOut(
                request,
                actor,
                once -> freezes.set(actor, reaches.getFirst(), reason, once),
                KeyedWrites.Form.plain(201, ProgressView::of));
    }

    /** A gateway that knows no freezes would let cards through, and could not read those that a freeze holds. */
    private void requireThatAllNodesHeed() {
        if (node.mayWrite(StoredWords.FREEZE) instanceof WordUse.NotYet(var nodes)) {
            throw Problem.of(
                            ProblemCode.TEMPORARILY_UNAVAILABLE,
                            "These gateways run a version that knows no freezes, end them first: "
                                    + String.join(", ", nodes))
                    .after(Duration.ofSeconds(30))
                    .exception();
        }
    }

    private static <I> Optional<I> named(AskedBody asked, String name, Function<String, Optional<I>> parse) {
        Optional<String> text = asked.text(name, LONGEST_ID);
        Optional<I> id = text.flatMap(parse);
        if (text.isPresent() && id.isEmpty()) {
            asked.say(name, "is no such id");
        }
        return id;
    }

    /** All of them. */
    @Get("/freezes")
    @Secured("viewer")
    @Operation(summary = "Freezes, newest first")
    HttpResponse<?> list(HttpRequest<?> request) {
        return Answers.page(freezes.list(AskedQuery.read(request, Set.of()).page()), FreezeView::of);
    }

    /** One. */
    @Get("/freezes/{id}")
    @Secured("viewer")
    @Operation(summary = "A freeze and how many of its cards the issuers have locked")
    HttpResponse<?> one(HttpRequest<?> request, @PathVariable String id) {
        AskedQuery.none(request);
        FreezeId freeze = Answers.id(FreezeId.parse(id));
        return Answers.ok(ProgressView.of(freezes.find(freeze).orElseThrow(Answers::notFound)));
    }

    /** Lifts one. */
    @Post("/freezes/{id}/lift")
    @Operation(summary = "Lift a freeze; locks of others and of other freezes stay")
    HttpResponse<?> lift(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        Actor actor = Caller.of(caller);
        FreezeId freeze = Answers.id(FreezeId.parse(id));
        AskedBody asked = AskedBody.read(request, Set.of("reason"));
        String reason = asked.text("reason", REASON).orElse("");
        asked.refuseWrong();
        return writes.carryOut(
                request,
                actor,
                once -> freezes.lift(actor, freeze, reason, once),
                KeyedWrites.Form.plain(200, ProgressView::of));
    }
}
