package io.cardport.domain.usecase;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.webhook.MissedDeliveries;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks an issuer for its record of webhooks and takes in those that never came. One that came is there already and changes
 * nothing.
 */
public final class PullWebhooks {
    /** Records of two pulls overlap, for what the issuer writes late. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private static final Duration FIRST = Duration.ofHours(24);

    private final Context context;
    private final DeliveryIntake intake;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param intake the way in
     */
    public PullWebhooks(Context context, DeliveryIntake intake) {
        this.context = context;
        this.intake = intake;
    }

    /** What a pull brought. */
    public sealed interface Pull {
        /**
         * The whole record was read.
         *
         * @param missed how many had never come
         */
        record Complete(int missed) implements Pull {}

        /** The issuer could not be asked, or too many deliveries are waiting: the same time is asked for again. */
        record Incomplete() implements Pull {}

        /** No such account, or its issuer keeps no record. */
        record NotOffered() implements Pull {}
    }

    /**
     * Pulls.
     *
     * @param account our name for the account
     * @return what it brought
     * @throws io.cardport.domain.store.StoreUnavailable when it is not certain that what was pulled is durable
     */
    public Pull handle(String account) {
        Optional<MissedWebhooks> issuer = context.ability(account, MissedWebhooks.class);
        Optional<Webhooks> webhooks = context.ability(account, Webhooks.class);
        if (issuer.isEmpty() || webhooks.isEmpty()) {
            return new Pull.NotOffered();
        }
        Instant began = context.now();
        Instant from = context.work()
                .read(stores -> stores.inbox().pulledAt(account))
                .map(last -> last.minus(OVERLAP))
                .orElseGet(() -> began.minus(FIRST));
        if (!(MissedDeliveries.since(issuer.get(), account, from, began)
                instanceof Look.Found<List<VerifiedDelivery>>(var recorded))) {
            return new Pull.Incomplete();
        }
        int missed = 0;
        for (VerifiedDelivery delivery : recorded) {
            switch (admit(webhooks.get(), delivery)) {
                case ADMITTED, KEPT -> missed++;
                case DUPLICATE -> {}
                case FULL -> {
                    return new Pull.Incomplete();
                }
            }
        }
        Pull complete = new Pull.Complete(missed);
        return context.work().write(stores -> {
            stores.inbox().pulled(account, began);
            return complete;
        });
    }

    private DeliveryIntake.Admission admit(Webhooks webhooks, VerifiedDelivery delivery) {
        return intake.admit(new StoredDelivery(
                context.ids().delivery(),
                delivery.account(),
                webhooks.dedupe(delivery),
                webhooks.blanked(delivery),
                delivery.receivedAt()));
    }
}
