package io.cardport.domain.usecase;

import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.HolderUpdate.UpdateHolder;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.SendRight;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.util.Optional;

/** Tells an issuer that has a holder what is new of it; ours changes once the issuer has taken it. */
final class HolderChange {
    private final Context context;
    private final Settlement settlement;
    private final Onboarding onboarding;

    HolderChange(Context context, Onboarding onboarding) {
        this.context = context;
        this.settlement = new Settlement(context);
        this.onboarding = onboarding;
    }

    /** How it begins. */
    sealed interface Begun {
        /** It does not; whatever the transaction has written is to be undone. */
        record Declined(Problem problem) implements Begun {}

        /** To be sent once the transaction is committed. */
        record Sent(Operation operation, Cardholder before, Cardholder after, Documents documents) implements Begun {}
    }

    /** What became of it. */
    record Concluded(Operation operation, Outcome<Effect> effect) {}

    Begun begin(Stores stores, Cardholder before, Cardholder after, Documents documents) {
        Optional<ProviderAccount> account =
                context.providers().find(before.owner().account());
        // A person registered anew for each product has no id of its own that a change could name.
        if (account.isEmpty()
                || before.reference().isEmpty()
                || account.get().provider().can(HolderUpdate.class).isEmpty()) {
            return new Begun.Declined(new Problem.Unsupported(HolderUpdate.class));
        }
        if (Onboarding.emailTaken(stores, before, after)) {
            return new Begun.Declined(new Problem.DuplicateCardholder());
        }
        Operation operation = onboarding.operation(
                OperationKind.UPDATE_CARDHOLDER, before, new Subject.OfCardholder(before.id()), account.get());
        if (stores.operations().insert(operation) instanceof OperationStore.Added.LaneTaken(var other)) {
            return new Begun.Declined(new Problem.OperationOpen(other));
        }
        Onboarding.wish(stores, operation, before, after);
        return new Begun.Sent(operation, before, after, documents);
    }

    Outcome<OnboardedHolder> send(Begun.Sent sent, long began) {
        if (System.nanoTime() - began > Dispatch.GRACE.toNanos()) {
            return new Outcome.NotSent<>(Outcome.NotSentCause.TOO_LATE);
        }
        HolderUpdate update = context.ability(sent.before().owner().account(), HolderUpdate.class)
                .orElseThrow();
        var command = new UpdateHolder(
                sent.operation().id(),
                sent.before().reference().orElseThrow(),
                sent.before().profile(),
                sent.after().profile(),
                sent.documents());
        return SendRight.until(began + Dispatch.GRACE.toNanos(), () -> update.update(command));
    }

    Concluded end(Stores stores, Begun.Sent sent, Outcome<OnboardedHolder> outcome) {
        // The profile is what changes; how far the verification is comes with the next look.
        Outcome<Effect> effect = Effect.of(outcome, holder -> new Effect.Nothing());
        Operation operation = settlement.attempted(stores, sent.operation(), effect, Settlement.WhenNotSent.GIVE_UP);
        return new Concluded(operation, effect);
    }
}
