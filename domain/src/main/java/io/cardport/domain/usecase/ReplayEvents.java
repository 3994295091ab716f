package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.OutboundId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.store.OutboundStore.Replayed;
import io.cardport.domain.store.OutboundStore.Which;
import io.cardport.domain.store.OutboundStore.Wish;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Optional;

/** Has events taken to an endpoint again, or those that it missed while it was disabled. */
public final class ReplayEvents {
    private static final int AT_ONCE = 10_000;

    private final Context context;
    private final Keys keys;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ReplayEvents(Context context) {
        this.context = context;
        this.keys = new Keys(context);
    }

    /**
     * Queues events for one of a distributor's endpoints, in order, at most 10,000.
     *
     * @param distributor who wants it
     * @param id which endpoint
     * @param wish which events
     * @param once how it is to have its effect once
     * @return how many, or that there is no such endpoint
     */
    public Result<Replayed> handle(DistributorId distributor, EndpointId id, Wish wish, Once<Replayed> once) {
        return context.work()
                .write(stores -> keys.within(
                        stores,
                        once,
                        () -> stores.endpoints()
                                .lock(new Scope.Own(distributor), id)
                                .<Result<Replayed>>map(endpoint -> {
                                    audit(stores, new Actor.OfDistributor(distributor), id.value());
                                    return new Result.Settled<>(replay(stores, endpoint, wish));
                                })
                                .orElseGet(() -> new Result.Declined<>(new Problem.NotFound()))));
    }

    /**
     * Queues one delivery again.
     *
     * @param actor who wants it
     * @param id which
     * @param once how it is to have its effect once
     * @return the delivery, or that it, its event or its endpoint is gone
     */
    public Result<OutboundDelivery> one(Actor actor, OutboundId id, Once<OutboundDelivery> once) {
        return context.work().write(stores -> keys.within(stores, once, () -> one(stores, actor, id)));
    }

    private Result<OutboundDelivery> one(Stores stores, Actor actor, OutboundId id) {
        Scope all = new Scope.Everything();
        Optional<OutboundDelivery> delivery = stores.outbound().find(all, id);
        int queued = delivery.flatMap(known -> stores.endpoints()
                        .lock(all, known.endpoint())
                        .map(endpoint -> {
                            var event = List.of(known.told().event());
                            audit(stores, actor, id.value());
                            return replay(stores, endpoint, new Wish(Optional.empty(), event, Which.ALL))
                                    .count();
                        }))
                .orElse(0);
        return queued == 0
                ? new Result.Declined<>(new Problem.NotFound())
                : new Result.Settled<>(stores.outbound().find(all, id).orElseThrow());
    }

    private Replayed replay(Stores stores, WebhookEndpoint endpoint, Wish wish) {
        return stores.outbound().replay(endpoint, wish, context.now(), AT_ONCE);
    }

    private void audit(Stores stores, Actor actor, String what) {
        stores.audit().append(new AuditEntry(actor, "webhook_endpoint.replay", Optional.empty(), what, context.now()));
    }
}
