package io.cardport.domain.card;

import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Review;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A card. Immutable; every change makes a new one, and {@link #touched} counts its version.
 *
 * @param id our id
 * @param owner whose it is
 * @param terms what was asked for; changes only with its controls
 * @param standing how it stands
 * @param atProvider what the issuer calls it and what may be shown of it
 * @param times its version and when it changed
 */
public record Card(CardId id, Owner owner, Terms terms, Standing standing, AtProvider atProvider, Times times) {
    /**
     * Whose a card is; never changes.
     *
     * @param distributor the distributor
     * @param cardholder the holder
     * @param product the product
     * @param account our name for the account at the issuer
     */
    public record Owner(DistributorId distributor, CardholderId cardholder, ProductId product, String account) {}

    /**
     * What was asked for.
     *
     * @param type virtual or physical
     * @param currency the card's currency
     * @param options the rest of the request; {@code options.controls} is what holds now
     * @param usableOnlyFunded whether it is usable only once it was topped up
     */
    public record Terms(CardType type, Currency currency, CardOptions options, boolean usableOnlyFunded) {}

    /**
     * How a card stands.
     *
     * @param state what the issuer confirmed
     * @param word the issuer's own last word, empty while it has said none
     * @param change what was asked for and is not confirmed
     * @param review why a person is to look at it
     * @param readAt the time of the last reading that was applied
     * @param funded whether a top-up ever succeeded
     * @param closeRefund what came back with the close
     */
    public record Standing(
            CardState state,
            String word,
            Optional<PendingChange> change,
            Optional<Review> review,
            Optional<Instant> readAt,
            boolean funded,
            Optional<Money> closeRefund) {
        /** How a card begins. */
        public static final Standing REQUESTED = new Standing(
                new CardState.Requested(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());

        /**
         * With another state.
         *
         * @param next the state
         * @param nextWord the issuer's own word
         * @return the standing then
         */
        public Standing in(CardState next, String nextWord) {
            return new Standing(next, nextWord, change, review, readAt, funded, closeRefund);
        }

        /**
         * With another wish.
         *
         * @param next what is asked for, or nothing
         * @return the standing then
         */
        public Standing wanting(Optional<PendingChange> next) {
            return new Standing(state, word, next, review, readAt, funded, closeRefund);
        }

        /**
         * With or without a review.
         *
         * @param next why a person is to look at it, or nothing
         * @return the standing then
         */
        public Standing reviewed(Optional<Review> next) {
            return new Standing(state, word, change, next, readAt, funded, closeRefund);
        }

        /**
         * With the time of a reading.
         *
         * @param at when
         * @return the standing then
         */
        public Standing readAt(Instant at) {
            return new Standing(state, word, change, review, Optional.of(at), funded, closeRefund);
        }

        /**
         * Once topped up.
         *
         * @return the standing then
         */
        public Standing withFunds() {
            return new Standing(state, word, change, review, readAt, true, closeRefund);
        }

        /**
         * With what came back.
         *
         * @param refund the money, or nothing
         * @return the standing then
         */
        public Standing refunded(Optional<Money> refund) {
            return new Standing(state, word, change, review, readAt, funded, refund.or(() -> closeRefund));
        }
    }

    /**
     * What the issuer calls a card and what may be shown of it.
     *
     * @param reference the issuer's id used in calls, once known
     * @param references further ids by name
     * @param facts what may be shown
     */
    public record AtProvider(Optional<ProviderRef> reference, Map<String, String> references, CardFacts facts) {
        /** Not known at the issuer. */
        public static final AtProvider UNKNOWN = new AtProvider(Optional.empty(), Map.of(), CardFacts.NONE);

        /** Copies the references. */
        public AtProvider {
            references = Map.copyOf(references);
        }

        /**
         * With what the issuer told.
         *
         * @param known the id used in calls
         * @param more further ids
         * @param told facts
         * @return both together
         */
        public AtProvider learning(ProviderRef known, Map<String, String> more, CardFacts told) {
            Map<String, String> all = new HashMap<>(references);
            all.putAll(more);
            return new AtProvider(Optional.of(known), all, facts.updatedBy(told));
        }
    }

    /**
     * Version and times.
     *
     * @param version counts every change that a distributor can see: 1, 2, 3 …
     * @param createdAt when it was asked for, in database time
     * @param updatedAt when it last changed, in database time
     */
    public record Times(long version, Instant createdAt, Instant updatedAt) {
        /**
         * How a resource begins.
         *
         * @param now database time
         * @return version 1
         */
        public static Times first(Instant now) {
            return new Times(1, now, now);
        }

        /**
         * One version later.
         *
         * @param now database time
         * @return the next version
         */
        public Times next(Instant now) {
            return new Times(version + 1, createdAt, now);
        }
    }

    /**
     * With another standing, same version: call {@link #touched} once all is applied.
     *
     * @param next the standing
     * @return the card then
     */
    public Card standing(Standing next) {
        return new Card(id, owner, terms, next, atProvider, times);
    }

    /**
     * With what the issuer told, same version.
     *
     * @param next ids and facts
     * @return the card then
     */
    public Card atProvider(AtProvider next) {
        return new Card(id, owner, terms, standing, next, times);
    }

    /**
     * With other terms, same version.
     *
     * @param next the terms
     * @return the card then
     */
    public Card terms(Terms next) {
        return new Card(id, owner, next, standing, atProvider, times);
    }

    /**
     * One version later.
     *
     * @param now database time
     * @return the card then
     */
    public Card touched(Instant now) {
        return new Card(id, owner, terms, standing, atProvider, times.next(now));
    }

    /**
     * What our own decisions treat the card as: a lock or close that was asked for counts from its commit on.
     *
     * @return the state that asks meet
     */
    public CardState effectiveState() {
        return standing.change()
                .filter(change -> change.kind() == PendingChange.ChangeKind.LOCK
                        || change.kind() == PendingChange.ChangeKind.CLOSE)
                .<CardState>map(change -> standing.state() instanceof CardState.Locked locked
                        ? locked.with(change.by())
                        : standing.state() instanceof CardState.Active
                                ? new CardState.Locked(Set.of(change.by()))
                                : standing.state())
                .orElse(standing.state());
    }

    /**
     * What an ask meets: a lock asked for while an unlock is under way must not find the card locked already.
     *
     * @param ask what somebody wants
     * @return the state that the table is to be asked with
     */
    public CardState metBy(CardAsk ask) {
        return ask instanceof CardAsk.Lock(LockOwner owner)
                ? standing.change().map(change -> metByLock(change, owner)).orElse(standing.state())
                : effectiveState();
    }

    /** Only what an issuer confirmed, or the same owner asked for, spares it a lock. */
    private CardState metByLock(PendingChange change, LockOwner owner) {
        return switch (change.kind()) {
            case UNLOCK -> new CardState.Active();
            case LOCK -> change.by() == owner ? effectiveState() : standing.state();
            case ACTIVATE, CLOSE -> standing.state();
        };
    }

    /**
     * Whether the holder can pay with it.
     *
     * @return true when it is active, nobody asked to lock or close it, and it was funded where that is needed
     */
    public boolean usable() {
        return effectiveState() instanceof CardState.Active && (!terms.usableOnlyFunded() || standing.funded());
    }
}
