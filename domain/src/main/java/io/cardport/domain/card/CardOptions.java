package io.cardport.domain.card;

import io.cardport.domain.holder.Address;
import io.cardport.domain.money.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * What was asked for when a card was requested; kept so that a request can be sent again with the same content.
 *
 * @param initialLoad money to put on the card when it is made
 * @param nameOnCard the name to print or show
 * @param addresses where bills and the card go
 * @param controls what the card may be used for
 * @param singleUse when a one-time card ends
 * @param expiresAt when the card is to end by itself
 * @param metadata the distributor's own data
 */
public record CardOptions(
        Optional<Money> initialLoad,
        Optional<String> nameOnCard,
        Addresses addresses,
        CardControlsSpec controls,
        Optional<SingleUse> singleUse,
        Optional<Instant> expiresAt,
        Metadata metadata) {
    /** Nothing asked for. */
    public static final CardOptions NONE = new CardOptions(
            Optional.empty(),
            Optional.empty(),
            new Addresses(Optional.empty(), Optional.empty()),
            CardControlsSpec.NONE,
            Optional.empty(),
            Optional.empty(),
            Metadata.EMPTY);

    /**
     * Where bills and the card go.
     *
     * @param billing where bills go; the cardholder's address where empty
     * @param shipping where a plastic card goes
     */
    public record Addresses(Optional<Address> billing, Optional<Address> shipping) {}

    /** When a one-time card ends. */
    public enum SingleUse {
        /** After the first approved authorization. */
        AUTHORIZATION,
        /** After the first settlement. */
        CAPTURE
    }

    /**
     * The distributor's own data, echoed and never read.
     *
     * @param json a JSON object of at most 3,200 bytes
     */
    public record Metadata(String json) {
        /** No data. */
        public static final Metadata EMPTY = new Metadata("{}");
    }
}
