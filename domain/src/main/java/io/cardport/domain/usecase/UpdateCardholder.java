package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.Stores;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes a cardholder's data, at the issuer too once it has the holder. Never kept: while the issuer is down it is
 * declined, and so it is while another write of the holder is open.
 */
public final class UpdateCardholder {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;
    private final Onboarding onboarding;
    private final HolderChange changes;

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
        this.changes = new HolderChange(context, onboarding);
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

        record Sent(HolderChange.Begun.Sent change) implements Begun {}
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
            case Begun.Sent(var change) -> {
                Outcome<OnboardedHolder> outcome = changes.send(change, began);
                yield context.conclude(change.operation(), stores -> end(stores, change, outcome, once));
            }
        };
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
        if (after.equals(before)) {
            return new Begun.Ended(
                    keys.answered(stores, once, new Result.Settled<>(onboarding.dossier(stores, before))));
        }
        // What is under way carries the data as they were, and is looked for by them.
        Optional<OperationId> open = stores.operations().inLane(Onboarding.lane(before.id()));
        if (open.isPresent()) {
            return declined(stores, new Problem.OperationOpen(open.get()));
        }
        if (after.profile().equals(before.profile()) || !Onboarding.atIssuer(stores, before)) {
            return new Begun.Ended(here(stores, after, once));
        }
        return switch (changes.begin(stores, before, after, Documents.NONE)) {
            case HolderChange.Begun.Declined(var problem) -> declined(stores, problem);
            case HolderChange.Begun.Sent sent -> new Begun.Sent(sent);
        };
    }

    private static Begun declined(Stores stores, Problem problem) {
        stores.undo();
        return new Begun.Ended(new Result.Declined<>(problem));
    }

    private Result<Dossier> here(Stores stores, Cardholder after, Once<Dossier> once) {
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
            Stores stores, HolderChange.Begun.Sent change, Outcome<OnboardedHolder> outcome, Once<Dossier> once) {
        HolderChange.Concluded concluded = changes.end(stores, change, outcome);
        return keys.concluded(
                stores, once, concluded.operation(), concluded.effect(), onboarding.dossier(stores, change.after()));
    }
}
