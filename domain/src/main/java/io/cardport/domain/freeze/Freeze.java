package io.cardport.domain.freeze;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.FreezeId;
import io.cardport.domain.id.ProductId;
import java.time.Instant;
import java.util.Optional;

/**
 * A standing order of an admin that no card in its reach is to be used, whatever was asked for or comes to be later
 * (soundness rule 19).
 *
 * @param id its id
 * @param reach which cards
 * @param reason why, as the admin gave it
 * @param setBy by whom
 * @param setAt when, in database time
 * @param lifted how it ended, empty while it stands
 */
public record Freeze(FreezeId id, Reach reach, String reason, Actor setBy, Instant setAt, Optional<Lift> lifted) {
    /** Which cards. */
    public sealed interface Reach {
        /**
         * A person's.
         *
         * @param id whose
         */
        record OfCardholder(CardholderId id) implements Reach {}

        /**
         * A product's.
         *
         * @param id which
         */
        record OfProduct(ProductId id) implements Reach {}

        /**
         * A distributor's.
         *
         * @param id whose
         */
        record OfDistributor(DistributorId id) implements Reach {}

        /** All. */
        record Everything() implements Reach {}

        /**
         * Whether a card is among them.
         *
         * @param owner whose and of what the card is
         * @return true when it is
         */
        default boolean covers(Card.Owner owner) {
            return switch (this) {
                case OfCardholder(var id) -> owner.cardholder().equals(id);
                case OfProduct(var id) -> owner.product().equals(id);
                case OfDistributor(var id) -> owner.distributor().equals(id);
                case Everything ignored -> true;
            };
        }
    }

    /**
     * How a freeze ended.
     *
     * @param by by whom
     * @param reason why, may be empty
     * @param at when, in database time
     */
    public record Lift(Actor by, String reason, Instant at) {}

    /**
     * Whether it stands.
     *
     * @return false once it was lifted
     */
    public boolean stands() {
        return lifted.isEmpty();
    }

    /**
     * The same, lifted.
     *
     * @param lift how
     * @return the freeze then
     */
    public Freeze lifted(Lift lift) {
        return new Freeze(id, reach, reason, setBy, setAt, Optional.of(lift));
    }
}
