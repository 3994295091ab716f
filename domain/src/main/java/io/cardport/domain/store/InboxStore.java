package io.cardport.domain.store;

import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.webhook.StoredDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verified deliveries: kept, and worked on until done. */
public interface InboxStore {
    /**
     * Finds a delivery.
     *
     * @param id which
     * @return the delivery
     */
    Optional<StoredDelivery> find(DeliveryId id);

    /**
     * Unpacks deliveries that were kept many at once ({@link DeliveryIntake#keep}): from then on each can be found, is due and
     * tells whether its event was there already. Those whose event was are forgotten.
     *
     * @return how many were looked at, 0 where nothing is packed or others are at it
     */
    int unpack();

    /**
     * Counts the deliveries that wait to be read, those that are read just now and those that are packed among them.
     *
     * @return counted up to 10,000
     */
    int waiting();

    /**
     * Takes deliveries that are to be read; each is due again at the lease's end.
     *
     * @param now database time
     * @param leaseUntil when another node may take them
     * @param limit how many at most
     * @return the deliveries, oldest first
     */
    List<DeliveryId> takeDue(Instant now, Instant leaseUntil, int limit);

    /**
     * Lengthens the leases of deliveries that are still worked on; one that was given another time meanwhile keeps that.
     *
     * @param ids which
     * @param leasedUntil the end of their leases so far, as it was given to {@link #takeDue}
     * @param until when another node may take them now
     */
    void extend(List<DeliveryId> ids, Instant leasedUntil, Instant until);

    /**
     * Ends the work on a delivery, in the transaction of its effects.
     *
     * @param id which
     * @param outcome what became of it
     */
    void done(DeliveryId id, Applied outcome);

    /**
     * Puts a delivery back to be read.
     *
     * @param id which
     * @param at when, in database time
     */
    void again(DeliveryId id, Instant at);

    /**
     * Counts a failed reading.
     *
     * @param id which
     * @param at when to try next, in database time
     * @return how often reading has failed
     */
    int failed(DeliveryId id, Instant at);

    /**
     * Lists deliveries.
     *
     * @param account at which account, empty for all
     * @param outcome with which outcome, empty for all
     * @param page which part
     * @return the part, newest first
     */
    Page<Entry> list(Optional<String> account, Optional<Applied> outcome, Page.Request page);

    /**
     * Notes that a delivery is about a card; kept with the end of the work on it.
     *
     * @param id which delivery
     * @param card which card
     */
    void concerns(DeliveryId id, CardId card);

    /**
     * Lists the deliveries that were about a card.
     *
     * @param card which card
     * @param limit how many at most
     * @return newest first
     */
    List<Entry> about(CardId card, int limit);

    /**
     * Until when an issuer's own record of its webhooks was read.
     *
     * @param account our name for the account
     * @return when the last pull began that was complete, in database time
     */
    Optional<Instant> pulledAt(String account);

    /**
     * Notes that an issuer's record was read.
     *
     * @param account our name for the account
     * @param at when the pull began, in database time
     */
    void pulled(String account, Instant at);

    /** What became of a delivery. */
    enum Applied {
        /** Not read yet. */
        WAITING,
        /** Changed something, or said nothing new. */
        APPLIED,
        /** About something that we do not know yet. */
        PARKED,
        /** Means nothing here. */
        IRRELEVANT,
        /** A word or form that no table lists; a person is to look. */
        UNRECOGNISED,
        /** Could not be worked on; a person is to look. */
        FAILED
    }

    /**
     * A delivery in a list.
     *
     * @param id our id
     * @param account our name for the account
     * @param dedupe what tells this event from others
     * @param receivedAt when it arrived
     * @param outcome what became of it
     * @param failures how often reading failed
     */
    record Entry(DeliveryId id, String account, String dedupe, Instant receivedAt, Applied outcome, int failures) {}
}
