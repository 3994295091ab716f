package io.cardport.domain.usecase;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes in what an issuer pushes: verified, then durable, then acknowledged; reading it comes after. */
public final class ReceiveWebhook {
    private final Context context;
    private final DeliveryIntake intake;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param intake the way in
     */
    public ReceiveWebhook(Context context, DeliveryIntake intake) {
        this.context = context;
        this.intake = intake;
    }

    /** What became of it. */
    public sealed interface Reception {
        /**
         * Durable, and to be read now.
         *
         * @param delivery our id of it
         */
        record Admitted(DeliveryId delivery) implements Reception {}

        /** It was there already. */
        record Duplicate() implements Reception {}

        /**
         * Not the issuer's, or stale; stored nowhere.
         *
         * @param reason why; never told to the sender
         */
        record Rejected(SignatureScheme.Reason reason) implements Reception {}

        /** No such account, or its issuer sends none. */
        record NoSuchAddress() implements Reception {}

        /** Too many are waiting; the issuer is to come again. */
        record Busy() implements Reception {}
    }

    /**
     * Takes a delivery in, without keeping the caller until it is durable.
     *
     * @param delivery what arrived
     * @return what became of it; fails with {@link io.cardport.domain.store.StoreUnavailable} when it is not certain that
     *     it is durable
     */
    public CompletionStage<Reception> handle(RawDelivery delivery) {
        Optional<Webhooks> webhooks = context.providers()
                .find(delivery.account())
                .map(ProviderAccount::provider)
                .flatMap(provider -> provider.can(Webhooks.class));
        if (webhooks.isEmpty()) {
            return CompletableFuture.completedStage(new Reception.NoSuchAddress());
        }
        return switch (delivery.check(webhooks.get().scheme())) {
            case RawDelivery.Check.Rejected(var reason) ->
                CompletableFuture.completedStage(new Reception.Rejected(reason));
            case RawDelivery.Check.Verified(var verified) -> admit(webhooks.get(), verified);
        };
    }

    private CompletionStage<Reception> admit(Webhooks webhooks, VerifiedDelivery verified) {
        DeliveryId id = context.ids().delivery();
        StoredDelivery stored = new StoredDelivery(
                id, verified.account(), webhooks.dedupe(verified), webhooks.blanked(verified), verified.receivedAt());
        return intake.admission(stored).thenApply(admission -> switch (admission) {
            case ADMITTED -> new Reception.Admitted(id);
            case DUPLICATE -> new Reception.Duplicate();
            case FULL -> new Reception.Busy();
        });
    }
}
