package io.cardport.domain.usecase;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Takes in what an issuer pushes: verified, then durable, then acknowledged; reading it comes after. Of what an issuer does
 * not sign nothing is kept: it only says where to look.
 */
public final class ReceiveWebhook {
    private final Context context;
    private final DeliveryIntake intake;
    private final FollowHints hints;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param intake the way in
     */
    public ReceiveWebhook(Context context, DeliveryIntake intake) {
        this.context = context;
        this.intake = intake;
        this.hints = new FollowHints(context);
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

        /** Not signed by its issuer: it was kept nowhere, and what it names is looked at. */
        record Hinted() implements Reception {}

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
        Optional<Webhooks> webhooks = context.ability(delivery.account(), Webhooks.class);
        if (webhooks.isEmpty()) {
            return context.ability(delivery.account(), UnsignedWebhooks.class)
                    .map(unsigned -> hinted(unsigned, delivery))
                    .orElseGet(() -> CompletableFuture.completedStage(new Reception.NoSuchAddress()));
        }
        return switch (webhooks.get().scheme().waiting()) {
            case NEVER -> checked(webhooks.get(), delivery);
            case PERHAPS ->
                CompletableFuture.supplyAsync(
                                () -> checked(webhooks.get(), delivery),
                                task -> Thread.ofVirtual().name("verifying").start(task))
                        .thenCompose(Function.identity());
        };
    }

    private CompletionStage<Reception> checked(Webhooks webhooks, RawDelivery delivery) {
        return switch (delivery.check(webhooks.scheme())) {
            case RawDelivery.Check.Rejected(var reason) ->
                CompletableFuture.completedStage(new Reception.Rejected(reason));
            case RawDelivery.Check.Verified(var verified) -> admit(webhooks, verified);
        };
    }

    private CompletionStage<Reception> hinted(UnsignedWebhooks unsigned, RawDelivery delivery) {
        return switch (unsigned.admit(delivery)) {
            case REFUSED -> CompletableFuture.completedStage(new Reception.Rejected(SignatureScheme.Reason.FORGED));
            case ADMITTED ->
                CompletableFuture.supplyAsync(
                        () -> {
                            hints.follow(delivery.account(), unsigned.hints(delivery));
                            return new Reception.Hinted();
                        },
                        task -> Thread.ofVirtual().name("hints").start(task));
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
