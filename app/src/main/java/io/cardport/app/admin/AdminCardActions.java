package io.cardport.app.admin;

import io.cardport.app.admin.CardChanges.Asked;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.id.CardId;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.UnlockCard;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.Set;

/** Locks, unlocks and closes any distributor's card, each with a reason that the audit keeps. */
@Controller("/admin/v1/cards/{id}")
@Secured("operator")
@Tag(name = "Admin")
final class AdminCardActions {
    private static final int LONGEST_REASON = 100;

    private final UnitOfWork work;
    private final Wishes wishes;
    private final CardChanges changes;

    /** What an admin can do to a card. */
    @jakarta.inject.Singleton
    record Wishes(LockCard lock, UnlockCard unlock, CloseCard close) {}

    AdminCardActions(UnitOfWork work, Wishes wishes, CardChanges changes) {
        this.work = work;
        this.wishes = wishes;
        this.changes = changes;
    }

    /** Locks. */
    @Post("/lock")
    @Operation(summary = "Lock a card; its distributor can't unlock it")
    HttpResponse<?> lock(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        Wanted wanted = wanted(request, caller, id);
        return changes.carryOut(
                wanted.asked(),
                once -> wishes.lock().handle(new LockCard.Command(wanted.target(), wanted.reason()), once));
    }

    /** Unlocks. */
    @Post("/unlock")
    @Operation(summary = "Lift the admins' lock and the distributor's")
    HttpResponse<?> unlock(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        Wanted wanted = wanted(request, caller, id);
        return changes.carryOut(
                wanted.asked(),
                once -> wishes.unlock().handle(new UnlockCard.Command(wanted.target(), wanted.reason()), once));
    }

    /** Closes. */
    @Post("/close")
    @Operation(summary = "Close a card for good")
    HttpResponse<?> close(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        Wanted wanted = wanted(request, caller, id);
        return changes.carryOut(
                wanted.asked(),
                once -> wishes.close().handle(new CloseCard.Command(wanted.target(), wanted.reason()), once));
    }

    private record Wanted(Asked asked, CardCommandTarget target, String reason) {}

    private Wanted wanted(HttpRequest<byte[]> request, Authentication caller, String id) {
        Actor actor = Caller.of(caller);
        CardId card = Answers.id(CardId.parse(id));
        AskedBody asked = AskedBody.read(request, Set.of("reason"));
        String reason = asked.required("reason", LONGEST_REASON);
        asked.refuseWrong();
        Optional<Long> version = version(request);
        return work.read(stores -> {
            Card known = stores.cards().find(new Scope.Everything(), card).orElseThrow(Answers::notFound);
            var holder = stores.cardholders()
                    .find(new Scope.Everything(), known.owner().cardholder());
            return new Wanted(
                    new Asked(request, AskedBody.bytes(request), actor, known, holder),
                    new CardCommandTarget(new Scope.Everything(), card, actor, version),
                    reason);
        });
    }

    private static Optional<Long> version(HttpRequest<?> request) {
        return request.getHeaders()
                .getFirst("If-Match")
                .filter(tag -> !tag.equals("*"))
                .map(tag -> {
                    if (!tag.matches("\"[0-9]{1,18}\"")) {
                        throw Problem.of(ProblemCode.VERSION_MISMATCH).exception();
                    }
                    return Long.parseLong(tag.substring(1, tag.length() - 1));
                });
    }
}
