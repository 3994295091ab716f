package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.Outcome;
import java.util.Optional;
import java.util.function.Function;

/** What is arranged with an issuer once: audited first, then asked for; asking again has the same effect. */
final class Registrations {
    private final Context context;
    private final Keys keys;

    Registrations(Context context) {
        this.context = context;
        this.keys = new Keys(context);
    }

    /** Who wants what of which account, and what the audit trail says besides. */
    record Wanted(Actor actor, String account, String action, String more) {}

    <C extends Capability, T> Result<T> carryOut(
            Wanted wanted, Class<C> capability, Function<C, Outcome<T>> call, Once<T> once) {
        return keys.repeatable(once, () -> carryOut(wanted, capability, call));
    }

    private <C extends Capability, T> Result<T> carryOut(
            Wanted wanted, Class<C> capability, Function<C, Outcome<T>> call) {
        if (context.providers().find(wanted.account()).isEmpty()) {
            return new Result.Declined<>(new Problem.NotFound());
        }
        Optional<C> ability = context.ability(wanted.account(), capability);
        if (ability.isEmpty()) {
            return new Result.Declined<>(new Problem.Unsupported(capability));
        }
        context.work().write(stores -> {
            stores.audit()
                    .append(new AuditEntry(
                            wanted.actor(),
                            wanted.action(),
                            Optional.empty(),
                            wanted.account() + wanted.more(),
                            context.now()));
            return wanted;
        });
        return switch (call.apply(ability.get())) {
            case Outcome.Done<T>(var value) -> new Result.Settled<>(value);
            case Outcome.Accepted<T>(var ignored, var soFar) ->
                soFar.<Result<T>>map(Result.Settled::new).orElseGet(Registrations::notNow);
            case Outcome.Refused<T>(var refusal) -> new Result.Declined<>(Refusals.problem(refusal, Optional.empty()));
            case Outcome.NotSent<T> ignored -> notNow();
            case Outcome.Unknown<T> ignored -> notNow();
        };
    }

    /** Whatever became of it, it can be asked for again. */
    private static <T> Result<T> notNow() {
        return new Result.Declined<>(new Problem.ProviderUnavailable(Refusals.RETRY_AFTER));
    }
}
