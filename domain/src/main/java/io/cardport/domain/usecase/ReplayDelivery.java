package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.webhook.StoredDelivery;
import java.util.Optional;

/** Has a stored delivery read again, for instance after a row was added to an issuer's table of words. */
public final class ReplayDelivery {
    private final Context context;
    private final Keys keys;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ReplayDelivery(Context context) {
        this.context = context;
        this.keys = new Keys(context);
    }

    /**
     * Puts it back to be read; what it said before and no longer fits changes nothing.
     *
     * @param actor who wants it
     * @param id which
     * @param once how it is to have its effect once
     * @return the delivery, or that there is none
     */
    public Result<StoredDelivery> handle(Actor actor, DeliveryId id, Once<StoredDelivery> once) {
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    Optional<StoredDelivery> stored = stores.inbox().find(id);
                    stored.ifPresent(delivery -> {
                        stores.inbox().again(id, context.now());
                        stores.audit()
                                .append(new AuditEntry(
                                        actor, "delivery.replay", Optional.empty(), id.value(), context.now()));
                    });
                    return stored.<Result<StoredDelivery>>map(Result.Settled::new)
                            .orElseGet(() -> new Result.Declined<>(new Problem.NotFound()));
                }));
    }
}
