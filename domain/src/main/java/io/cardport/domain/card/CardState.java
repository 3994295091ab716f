package io.cardport.domain.card;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What we hold true of a card: always something that the issuer confirmed. */
public sealed interface CardState {
    /** Asked for; the issuer has not answered. */
    record Requested() implements CardState {}

    /** The issuer is making it. */
    record Pending() implements CardState {}

    /** Made, awaits activation. */
    record Inactive() implements CardState {}

    /** Usable. */
    record Active() implements CardState {}

    /**
     * Locked.
     *
     * @param owners who holds a lock, never nobody
     */
    record Locked(Set<LockOwner> owners) implements CardState {
        /**
         * Copies the owners.
         *
         * @throws IllegalArgumentException when nobody holds a lock
         */
        public Locked {
            if (owners.isEmpty()) {
                throw new IllegalArgumentException("a locked card has an owner of the lock");
            }
            owners = Set.copyOf(owners);
        }

        /**
         * The strongest owner.
         *
         * @return what {@code lockedBy} shows
         */
        public LockOwner strongest() {
            return owners.stream().max(Comparator.naturalOrder()).orElseThrow();
        }

        /**
         * The state when one more holds a lock.
         *
         * @param owner who
         * @return locked by all of them
         */
        public Locked with(LockOwner owner) {
            var more = EnumSet.copyOf(owners);
            more.add(owner);
            return new Locked(more);
        }

        /**
         * The state when some let go.
         *
         * @param gone who
         * @return locked by the rest, or active when nobody is left
         */
        public CardState without(Set<LockOwner> gone) {
            var fewer = EnumSet.copyOf(owners);
            fewer.removeAll(gone);
            return fewer.isEmpty() ? new Active() : new Locked(fewer);
        }
    }

    /**
     * The issuer has begun an irrevocable close.
     *
     * @param why who closed it
     */
    record Closing(CloseReason why) implements CardState {}

    /**
     * Closed for good.
     *
     * @param why who closed it
     */
    record Closed(CloseReason why) implements CardState {}

    /**
     * Never issued.
     *
     * @param code a stable word
     * @param message the issuer's own words, may be empty
     */
    record Failed(String code, String message) implements CardState {}

    /** Who closed a card. */
    enum CloseReason {
        /** The distributor. */
        DISTRIBUTOR,
        /** An admin. */
        ADMIN,
        /** The issuer, for its own reasons or because the card's time or single use was over. */
        PROVIDER
    }

    /** The words of the API. */
    enum Name {
        /** See {@link CardState.Requested}. */
        REQUESTED,
        /** See {@link CardState.Pending}. */
        PENDING,
        /** See {@link CardState.Inactive}. */
        INACTIVE,
        /** See {@link CardState.Active}. */
        ACTIVE,
        /** See {@link CardState.Locked}. */
        LOCKED,
        /** See {@link CardState.Closing}. */
        CLOSING,
        /** See {@link CardState.Closed}. */
        CLOSED,
        /** See {@link CardState.Failed}. */
        FAILED
    }

    /**
     * The word of the API.
     *
     * @return the state's name
     */
    default Name name() {
        return switch (this) {
            case Requested ignored -> Name.REQUESTED;
            case Pending ignored -> Name.PENDING;
            case Inactive ignored -> Name.INACTIVE;
            case Active ignored -> Name.ACTIVE;
            case Locked ignored -> Name.LOCKED;
            case Closing ignored -> Name.CLOSING;
            case Closed ignored -> Name.CLOSED;
            case Failed ignored -> Name.FAILED;
        };
    }

    /**
     * The strongest owner of a lock.
     *
     * @return empty unless locked
     */
    default Optional<LockOwner> lockedBy() {
        return this instanceof Locked locked ? Optional.of(locked.strongest().shown()) : Optional.empty();
    }
}
