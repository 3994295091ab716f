package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.freeze.Hold;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.FreezeId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.store.FreezeStore.Gathering;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets, shows and lifts freezes. From the commit on that sets one, no card in its reach can be used through us; issuers are
 * told in the background ({@link CarryOutFreezes}).
 */
public final class FreezeCards {
    private static final int SHOWN = 100;

    private final Context context;
    private final Keys keys;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public FreezeCards(Context context) {
        this.context = context;
        this.keys = new Keys(context);
    }

    /**
     * A freeze and how far it is.
     *
     * @param freeze the freeze
     * @param counts its cards by state
     * @param gathering whether all of them are counted
     * @param unsupported those that the issuer cannot lock, the first 100
     */
    public record Progress(
            Freeze freeze, Map<Hold.State, Integer> counts, Gathering gathering, List<CardId> unsupported) {}

    /**
     * Sets a freeze.
     *
     * @param actor which admin
     * @param reach which cards
     * @param reason why
     * @param once how it is to have its effect once
     * @return the freeze, or not found where there is nothing of that name
     */
    public Result<Progress> set(Actor actor, Freeze.Reach reach, String reason, Once<Progress> once) {
        Freeze freeze = new Freeze(context.ids().freeze(), reach, reason, actor, context.now(), Optional.empty());
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    if (!exists(stores, reach)) {
                        return new Result.Declined<>(new Problem.NotFound());
                    }
                    stores.freezes().exclude();
                    stores.freezes().insert(freeze);
                    audit(stores, actor, "freeze.set", freeze.id(), reason);
                    return new Result.Settled<>(progress(stores, freeze));
                }));
    }

    private static boolean exists(Stores stores, Freeze.Reach reach) {
        return switch (reach) {
            case Freeze.Reach.OfCardholder(var id) ->
                stores.cardholders().find(new Scope.Everything(), id).isPresent();
            case Freeze.Reach.OfProduct(var id) -> stores.products().find(id).isPresent();
            case Freeze.Reach.OfDistributor(var id) ->
                stores.distributors().find(id).isPresent();
            case Freeze.Reach.Everything ignored -> true;
        };
    }

    /**
     * Lifts a freeze; one that was lifted stays so. Locks that others hold stay, and so do the cards of other freezes.
     *
     * @param actor which admin
     * @param id which
     * @param reason why, may be empty
     * @param once how it is to have its effect once
     * @return the freeze, or not found
     */
    public Result<Progress> lift(Actor actor, FreezeId id, String reason, Once<Progress> once) {
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    stores.freezes().exclude();
                    Optional<Freeze> found = stores.freezes().find(id);
                    if (found.isEmpty()) {
                        return new Result.Declined<>(new Problem.NotFound());
                    }
                    if (!found.get().stands()) {
                        return new Result.Settled<>(progress(stores, found.get()));
                    }
                    Freeze lifted = found.get().lifted(new Freeze.Lift(actor, reason, context.now()));
                    stores.freezes().lift(lifted);
                    audit(stores, actor, "freeze.lift", id, reason);
                    return new Result.Settled<>(progress(stores, lifted));
                }));
    }

    private void audit(Stores stores, Actor actor, String action, FreezeId id, String reason) {
        String text = reason.isEmpty() ? id.value() : id.value() + " " + reason;
        stores.audit().append(new AuditEntry(actor, action, Optional.empty(), text, context.now()));
    }

    /**
     * Shows a freeze.
     *
     * @param id which
     * @return how far it is
     */
    public Optional<Progress> find(FreezeId id) {
        return context.work().read(stores -> stores.freezes().find(id).map(freeze -> progress(stores, freeze)));
    }

    /**
     * Lists freezes.
     *
     * @param page which part
     * @return the part, newest first
     */
    public Page<Freeze> list(Page.Request page) {
        return context.work().read(stores -> stores.freezes().list(page));
    }

    private static Progress progress(Stores stores, Freeze freeze) {
        return new Progress(
                freeze,
                stores.freezes().counts(freeze.id()),
                stores.freezes().gathering(freeze.id()),
                stores.freezes().in(freeze.id(), Hold.State.UNSUPPORTED, SHOWN));
    }
}
