package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.HolderUpdate.UpdateHolder;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.SendRight;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes a cardholder's data, at the issuer too once it has the holder. Never kept: while the issuer is down it is
 * declined.
 */
public final class UpdateCardholder {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;
    private final Onboarding onboarding;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public UpdateCardholder(Context context) {
        this.context = context;
        this.keys = new Keys(context);
        this.settlement = new Settlement(context);
        this.onboarding = new Onboarding(context, keys);
    }

    /**
     * Whom, and what.
     *
     * @param distributor who asks
     * @param cardholder whom
     * @param profile changes the given fields
     * @param externalReference the distributor's own id from now on; unchanged where empty
     */
    public record Command(
            DistributorId distributor,
            CardholderId cardholder,
            UnaryOperator<CardholderProfile> profile,
            Optional<String> externalReference) {}

    private sealed interface Begun {
        record Ended(Result<Dossier> result) implements Begun {}

        record Sent(Operation operation, Cardholder before, Cardholder after) implements Begun {}
    }

    /**
     * Carries it out.
     *
     * @param command whom, and what
     * @param once how it is to have its effect once
     * @return settled when the issuer has it too; what the issuer holds fixed is declined and changes nothing
     */
    public Result<Dossier> handle(Command command, Once<Dossier> once) {
        long began = System.nanoTime();
        return switch (context.work().write(stores -> begin(stores, command, once))) {
            case Begun.Ended(var result) -> result;
            case Begun.Sent(var operation, var before, var after) -> {
                Outcome<OnboardedHolder> outcome = send(operation, before, after, began);
                yield context.conclude(operation, stores -> end(stores, operation, outcome, after, once));
            }
        };
    }

    private Outcome<OnboardedHolder> send(Operation operation, Cardholder before, Cardholder after, long began) {
        if (System.nanoTime() - began > Dispatch.GRACE.toNanos()) {
            return new Outcome.NotSent<>(Outcome.NotSentCause.TOO_LATE);
        }
        HolderUpdate update =
                context.ability(before.owner().account(), HolderUpdate.class).orElseThrow();
        var command =
                new UpdateHolder(operation.id(), before.reference().orElseThrow(), before.profile(), after.profile());
        return SendRight.until(began + Dispatch.GRACE.toNanos(), () -> update.update(command));
    }

    private Begun begin(Stores stores, Command command, Once<Dossier> once) {
        var taken = keys.claim(stores, once, new Subject.OfCardholder(command.cardholder()), keys.busyUntil());
        if (taken.isPresent()) {
            stores.undo();
            return new Begun.Ended(new Result.Repeated<>(taken.get()));
        }
        Optional<Cardholder> found =
                stores.cardholders().lock(new Scope.Own(command.distributor()), command.cardholder());
        if (found.isEmpty()) {
            return declined(stores, new Problem.NotFound());
        }
        Cardholder before = found.get();
        Cardholder after = before.changed(
                command.profile().apply(before.profile()),
                command.externalReference().or(before::externalReference));
        if (after.profile().equals(before.profile()) || before.reference().isEmpty()) {
            return new Begun.Ended(here(stores, before, after, once));
        }
        Optional<ProviderAccount> account =
                context.providers().find(before.owner().account());
        if (account.isEmpty()
                || account.get().provider().can(HolderUpdate.class).isEmpty()) {
            return declined(stores, new Problem.Unsupported(HolderUpdate.class));
        }
        // Asked before the issuer is told: it could not be taken back there.
        if (stores.cardholders().update(after) == CardholderStore.Added.DUPLICATE_EMAIL) {
            return declined(stores, new Problem.DuplicateCardholder());
        }
        stores.cardholders().update(before);
        Operation operation = onboarding.operation(
                OperationKind.UPDATE_CARDHOLDER, before, new Subject.OfCardholder(before.id()), account.get());
        if (stores.operations().insert(operation) instanceof OperationStore.Added.LaneTaken(var other)) {
            return declined(stores, new Problem.OperationOpen(other));
        }
        return new Begun.Sent(operation, before, after);
    }

    private static Begun declined(Stores stores, Problem problem) {
        stores.undo();
        return new Begun.Ended(new Result.Declined<>(problem));
    }

    private Result<Dossier> here(Stores stores, Cardholder before, Cardholder after, Once<Dossier> once) {
        if (after.equals(before)) {
            return keys.answered(stores, once, new Result.Settled<>(onboarding.dossier(stores, before)));
        }
        return switch (stores.cardholders().update(after)) {
            case DUPLICATE_EMAIL -> {
                stores.undo();
                yield new Result.Declined<>(new Problem.DuplicateCardholder());
            }
            case ADDED -> {
                Cardholder told = settlement.changes().told(stores, EventType.CARDHOLDER_UPDATED, after);
                yield keys.answered(stores, once, new Result.Settled<>(onboarding.dossier(stores, told)));
            }
        };
    }

    private Result<Dossier> end(
            Stores stores, Operation sent, Outcome<OnboardedHolder> outcome, Cardholder after, Once<Dossier> once) {
        if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Accepted) {
            Cardholder current = stores.cardholders()
                    .lock(new Scope.Everything(), after.id())
                    .orElseThrow();
            Cardholder changed = current.changed(after.profile(), after.externalReference());
            if (stores.cardholders().update(changed) == CardholderStore.Added.ADDED) {
                settlement.changes().told(stores, EventType.CARDHOLDER_UPDATED, changed);
            }
        }
        // The profile is what changes; how far the verification is comes with the next look.
        Outcome<Effect> effect = Effect.of(outcome, holder -> new Effect.Nothing());
        Operation operation = settlement.attempted(stores, sent, effect, Settlement.WhenNotSent.GIVE_UP);
        return keys.concluded(stores, once, operation, effect, onboarding.dossier(stores, after));
    }
}
