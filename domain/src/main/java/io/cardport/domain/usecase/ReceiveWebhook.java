package io.cardport.domain.usecase;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.store.DeliveryIntake.Admission;
import io.cardport.domain.webhook.OneTimePassword;
import io.cardport.domain.webhook.OneTimePasswords;
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
    private final OneTimePasswords passwords;
    private final FollowHints hints;

    /**
     * Makes the use case; one-time passwords are dropped.
     *
     * @param context what it works with
     * @param intake the way in
     */
    public ReceiveWebhook(Context context, DeliveryIntake intake) {
        this(context, intake, OneTimePasswords.dropped());
    }

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param intake the way in
     * @param passwords where one-time passwords go
     */
    public ReceiveWebhook(Context context, DeliveryIntake intake, OneTimePasswords passwords) {
        this.context = context;
        this.intake = intake;
        this.passwords = passwords;
        this.hints = new FollowHints(context);
    }

    /** What became of it. */
    public sealed interface Reception {
        /** The issuer is told that we have it. */
        sealed interface Taken extends Reception {}

        /** The issuer is told that it was not taken. */
        sealed interface Refused extends Reception {}

        /**
         * Durable, and to be read now.
         *
         * @param delivery our id of it
         */
        record Admitted(DeliveryId delivery) implements Taken {}

        /** Durable, and to be read once it turns out to be new. */
        record Kept() implements Taken {}

        /** It was there already. */
        record Duplicate() implements Taken {}

        /**
         * Not the issuer's, or stale; stored nowhere.
         *
         * @param reason why; never told to the sender
         */
        record Rejected(SignatureScheme.Reason reason) implements Refused {}

        /** Not signed by its issuer: it was kept nowhere, and what it names is looked at. */
        record Hinted() implements Taken {}

        /** No such account, or its issuer sends none. */
        record NoSuchAddress() implements Refused {}

        /** Too many are waiting; the issuer is to come again. */
        record Busy() implements Refused {}
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
        Webhooks.Kept kept = webhooks.kept(verified);
        StoredDelivery stored =
                new StoredDelivery(id, verified.account(), kept.dedupe(), kept.content(), verified.receivedAt());
        // Taken out before the store has only what is blanked; sent once it is certain that it is not told a second
        // time.
        Optional<OneTimePassword> password = webhooks.oneTimePassword(verified);
        return (password.isPresent() ? told(verified, stored, password.get()) : intake.keep(stored))
                .thenApply(became -> switch (became) {
                    case ADMITTED -> new Reception.Admitted(id);
                    case KEPT -> new Reception.Kept();
                    case DUPLICATE -> new Reception.Duplicate();
                    case FULL -> new Reception.Busy();
                });
    }

    private CompletionStage<Admission> told(
            VerifiedDelivery verified, StoredDelivery stored, OneTimePassword password) {
        CompletionStage<Admission> admission = intake.admission(stored);
        admission.whenComplete((became, failed) -> {
            if (became == Admission.ADMITTED) {
                passwords.arrived(verified.account(), password, verified.receivedAt());
            } else {
                password.close();
            }
        });
        return admission;
    }
}
