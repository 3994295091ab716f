package io.cardport.domain.card;

import io.cardport.domain.card.CardState.Active;
import io.cardport.domain.card.CardState.CloseReason;
import io.cardport.domain.card.CardState.Closed;
import io.cardport.domain.card.CardState.Closing;
import io.cardport.domain.card.CardState.Failed;
import io.cardport.domain.card.CardState.Inactive;
import io.cardport.domain.card.CardState.Locked;
import io.cardport.domain.card.CardState.Name;
import io.cardport.domain.card.CardState.Pending;
import io.cardport.domain.card.CardState.Requested;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.operation.Observation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * THE table of a card's life, total by construction: what each reading does to each state, what each ask meets in each
 * state, and what a confirmed ask makes of a state. The whole table as text is approved by a test.
 */
public final class CardLifecycle {
    private CardLifecycle() {}

    /**
     * What an issuer's reading does when no change of ours is in flight.
     *
     * @param state what we hold true
     * @param reading what the issuer says
     * @return the next state, or what to do instead
     */
    public static Observation<CardState> observe(CardState state, CardReading reading) {
        if (reading == CardReading.UNRECOGNISED) {
            return new Observation.Review<>("unrecognised_word");
        }
        return switch (state) {
            case Requested ignored -> first(reading);
            case Pending ignored -> reading == CardReading.PENDING ? stay() : first(reading);
            case Inactive ignored -> inactive(reading);
            case Active ignored -> active(reading);
            case Locked locked -> locked(locked, reading);
            case Closing closing -> closing(closing, reading);
            case Closed ignored -> reading == CardReading.CLOSED ? stay() : review("closed_card_revived");
            case Failed ignored -> reading == CardReading.FAILED ? stay() : review("failed_card_revived");
        };
    }

    private static Observation<CardState> first(CardReading reading) {
        return switch (reading) {
            case PENDING -> to(new Pending());
            case INACTIVE -> to(new Inactive());
            case ACTIVE -> to(new Active());
            case LOCKED, LOCKED_BY_PROVIDER -> to(new Locked(Set.of(LockOwner.PROVIDER)));
            case CLOSING -> to(new Closing(CloseReason.PROVIDER));
            case CLOSED -> to(new Closed(CloseReason.PROVIDER));
            case FAILED -> to(new Failed("issue_failed", ""));
            case UNRECOGNISED -> review("unrecognised_word");
        };
    }

    private static Observation<CardState> inactive(CardReading reading) {
        return switch (reading) {
            // Some issuers have one word for "being made" and "awaits activation".
            case PENDING, INACTIVE -> stay();
            case ACTIVE -> to(new Active());
            case LOCKED, LOCKED_BY_PROVIDER -> to(new Locked(Set.of(LockOwner.PROVIDER)));
            case CLOSING -> to(new Closing(CloseReason.PROVIDER));
            case CLOSED -> to(new Closed(CloseReason.PROVIDER));
            case FAILED -> to(new Failed("issue_failed", ""));
            case UNRECOGNISED -> review("unrecognised_word");
        };
    }

    private static Observation<CardState> active(CardReading reading) {
        return switch (reading) {
            case ACTIVE -> stay();
            case LOCKED, LOCKED_BY_PROVIDER -> to(new Locked(Set.of(LockOwner.PROVIDER)));
            case CLOSING -> to(new Closing(CloseReason.PROVIDER));
            case CLOSED -> to(new Closed(CloseReason.PROVIDER));
            case PENDING, INACTIVE -> new Observation.Look<>();
            case FAILED -> review("issued_card_failed");
            case UNRECOGNISED -> review("unrecognised_word");
        };
    }

    private static Observation<CardState> locked(Locked locked, CardReading reading) {
        boolean onlyProvider = locked.owners().equals(Set.of(LockOwner.PROVIDER));
        return switch (reading) {
            case ACTIVE -> onlyProvider ? to(new Active()) : review("issuer_lifted_our_lock");
            case LOCKED -> onlyProvider ? stay() : withoutProvider(locked);
            case LOCKED_BY_PROVIDER ->
                locked.owners().contains(LockOwner.PROVIDER) ? stay() : to(locked.with(LockOwner.PROVIDER));
            case CLOSING -> to(new Closing(CloseReason.PROVIDER));
            case CLOSED -> to(new Closed(CloseReason.PROVIDER));
            case PENDING, INACTIVE -> new Observation.Look<>();
            case FAILED -> review("issued_card_failed");
            case UNRECOGNISED -> review("unrecognised_word");
        };
    }

    private static Observation<CardState> withoutProvider(Locked locked) {
        return locked.owners().contains(LockOwner.PROVIDER) ? to(locked.without(Set.of(LockOwner.PROVIDER))) : stay();
    }

    private static Observation<CardState> closing(Closing closing, CardReading reading) {
        return switch (reading) {
            case CLOSING -> stay();
            case CLOSED -> to(new Closed(closing.why()));
            case PENDING, INACTIVE, ACTIVE, LOCKED, LOCKED_BY_PROVIDER -> new Observation.Look<>();
            case FAILED -> review("issued_card_failed");
            case UNRECOGNISED -> review("unrecognised_word");
        };
    }

    /**
     * Whether a reading is what a change in flight wants to see.
     *
     * @param change the change
     * @param reading what the issuer says
     * @return true when the reading confirms the change
     */
    public static boolean fulfils(ChangeKind change, CardReading reading) {
        return switch (change) {
            case ACTIVATE, UNLOCK -> reading == CardReading.ACTIVE;
            case LOCK -> reading == CardReading.LOCKED;
            case CLOSE -> reading == CardReading.CLOSING || reading == CardReading.CLOSED;
        };
    }

    /**
     * What a confirmed change makes of a state.
     *
     * @param state what we held true
     * @param change what was confirmed
     * @param reading what the issuer says the card is now
     * @return the next state; the same where the card has moved past the change
     */
    public static CardState confirm(CardState state, PendingChange change, CardReading reading) {
        return switch (state) {
            case Closed closed -> closed;
            case Failed failed -> failed;
            case Closing closing ->
                change.kind() == ChangeKind.CLOSE && reading == CardReading.CLOSED
                        ? new Closed(closing.why())
                        : closing;
            case Requested ignored -> applied(state, change, reading);
            case Pending ignored -> applied(state, change, reading);
            case Inactive ignored -> applied(state, change, reading);
            case Active ignored -> applied(state, change, reading);
            case Locked ignored -> applied(state, change, reading);
        };
    }

    private static CardState applied(CardState state, PendingChange change, CardReading reading) {
        return switch (change.kind()) {
            case ACTIVATE -> state instanceof Locked ? state : new Active();
            case LOCK -> state instanceof Locked locked ? locked.with(change.by()) : new Locked(Set.of(change.by()));
            case UNLOCK -> state instanceof Locked locked ? locked.without(liftedBy(change.by())) : state;
            case CLOSE -> closed(change, reading);
        };
    }

    private static CardState closed(PendingChange change, CardReading reading) {
        CloseReason why = reason(change.by());
        return reading == CardReading.CLOSING ? new Closing(why) : new Closed(why);
    }

    private static CloseReason reason(LockOwner by) {
        return switch (by) {
            case DISTRIBUTOR -> CloseReason.DISTRIBUTOR;
            case ADMIN, FREEZE -> CloseReason.ADMIN;
            case PROVIDER -> CloseReason.PROVIDER;
        };
    }

    /**
     * Whose locks somebody's unlock lifts.
     *
     * @param owner who unlocks
     * @return the owners that let go
     */
    public static Set<LockOwner> liftedBy(LockOwner owner) {
        return switch (owner) {
            case DISTRIBUTOR -> Set.of(LockOwner.DISTRIBUTOR);
            case ADMIN -> Set.of(LockOwner.DISTRIBUTOR, LockOwner.ADMIN);
            case FREEZE -> Set.of(LockOwner.FREEZE);
            case PROVIDER -> Set.of(LockOwner.PROVIDER);
        };
    }

    /**
     * What an ask meets.
     *
     * @param state what we hold true, or what a change in flight makes us treat the card as
     * @param ask what somebody wants
     * @return whether the issuer is to be asked
     */
    public static Answer answer(CardState state, CardAsk ask) {
        return switch (ask) {
            case CardAsk.Lock(LockOwner owner) -> lock(state, owner);
            case CardAsk.Unlock(LockOwner owner) -> unlock(state, owner);
            case CardAsk.Activate ignored -> {
                if (state instanceof Active) {
                    yield new Answer.Already();
                }
                // Some issuers show a card that awaits activation as still being made.
                yield goIn(state, Name.INACTIVE, Name.PENDING);
            }
            case CardAsk.Close ignored ->
                state instanceof Closing || state instanceof Closed
                        ? new Answer.Already()
                        : goIn(state, Name.INACTIVE, Name.ACTIVE, Name.LOCKED);
            case CardAsk.Fund ignored -> goIn(state, Name.ACTIVE);
            case CardAsk.Withdraw ignored -> goIn(state, Name.ACTIVE);
            case CardAsk.Reveal(boolean whilePending) -> reveal(state, whilePending);
            case CardAsk.SetPin ignored -> goIn(state, Name.ACTIVE, Name.INACTIVE);
            case CardAsk.Control ignored -> goIn(state, Name.ACTIVE, Name.INACTIVE, Name.LOCKED);
        };
    }

    private static Answer lock(CardState state, LockOwner owner) {
        if (state instanceof Locked locked) {
            return locked.owners().contains(owner) ? new Answer.Already() : new Answer.Here(locked.with(owner));
        }
        return goIn(state, Name.ACTIVE);
    }

    private static Answer unlock(CardState state, LockOwner owner) {
        if (state instanceof Active) {
            return new Answer.Already();
        }
        if (!(state instanceof Locked locked)) {
            return new Answer.No(List.of(Name.LOCKED));
        }
        var stronger = EnumSet.copyOf(locked.owners());
        stronger.removeAll(liftedBy(owner));
        if (stronger.isEmpty()) {
            return new Answer.Go();
        }
        boolean lifts = stronger.size() < locked.owners().size();
        return owner != LockOwner.DISTRIBUTOR && lifts
                ? new Answer.Here(new Locked(stronger))
                : new Answer.No(List.of(Name.LOCKED));
    }

    private static Answer reveal(CardState state, boolean whilePending) {
        if (state instanceof Locked locked
                && (locked.owners().contains(LockOwner.ADMIN) || locked.owners().contains(LockOwner.FREEZE))) {
            return new Answer.No(List.of(Name.ACTIVE));
        }
        return whilePending
                ? goIn(state, Name.ACTIVE, Name.LOCKED, Name.PENDING)
                : goIn(state, Name.ACTIVE, Name.LOCKED);
    }

    private static Answer goIn(CardState state, Name... allowed) {
        List<Name> names = List.of(allowed);
        return names.contains(state.name()) ? new Answer.Go() : new Answer.No(names);
    }

    /** What an ask meets. */
    public sealed interface Answer {
        /** The issuer is to be asked. */
        record Go() implements Answer {}

        /** It is so already. */
        record Already() implements Answer {}

        /**
         * It is decided here; the issuer has nothing to do.
         *
         * @param next the next state
         */
        record Here(CardState next) implements Answer {}

        /**
         * The state forbids it.
         *
         * @param allowed the states that would allow it
         */
        record No(List<Name> allowed) implements Answer {}
    }

    private static Observation<CardState> to(CardState next) {
        return new Observation.To<>(next);
    }

    private static Observation<CardState> stay() {
        return new Observation.Stay<>();
    }

    private static Observation<CardState> review(String reason) {
        return new Observation.Review<>(reason);
    }
}
