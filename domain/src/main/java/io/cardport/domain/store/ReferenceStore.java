package io.cardport.domain.store;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of our things an issuer's id means. Whoever learns an id and whoever gets a webhook about it take the same lock
 * first, so that no signal is parked for ever beside the thing that it is about.
 */
public interface ReferenceStore {
    /**
     * Finds what an id means and locks the id until the transaction ends, known or not.
     *
     * @param reference which
     * @return what it means, empty while unknown
     */
    Optional<Subject> lock(Reference reference);

    /**
     * Finds what an id means without locking it.
     *
     * @param reference which
     * @return what it means, empty while unknown
     */
    Optional<Subject> find(Reference reference);

    /**
     * Records what an id means; takes the lock.
     *
     * @param reference which
     * @param subject what it means
     * @return the deliveries that were parked for it and are to be read again
     */
    List<DeliveryId> bind(Reference reference, Subject subject);

    /**
     * Keeps a delivery until an id is known.
     *
     * @param reference which
     * @param delivery the delivery
     */
    void park(Reference reference, DeliveryId delivery);

    /**
     * Frees deliveries that are parked although what they are about is known by now.
     *
     * @param limit how many at most
     * @return the deliveries, to be read again
     */
    List<DeliveryId> leftovers(int limit);

    /**
     * Counts the deliveries that still wait for what they are about.
     *
     * @param before only those that arrived before, in database time
     * @return by account; accounts without any are left out
     */
    Map<String, Integer> unknown(Instant before);

    /**
     * Lists the cards that an account's issuer has named, in the order of its ids.
     *
     * @param account our name for the account
     * @param after the id after which the list begins, empty for its beginning
     * @param limit how many at most
     * @return ids that mean something here
     */
    List<Named> cards(String account, Optional<ProviderRef> after, int limit);

    /**
     * An issuer's id and what it means.
     *
     * @param value the id
     * @param subject what it means
     */
    record Named(ProviderRef value, Subject subject) {}

    /**
     * An issuer's id.
     *
     * @param account our name for the account
     * @param kind of what kind of thing
     * @param value the id
     */
    record Reference(String account, Kind kind, ProviderRef value) {}

    /** Kinds of thing that issuers name. */
    enum Kind {
        /** A holder. */
        HOLDER,
        /** A card. */
        CARD,
        /** An order. */
        ORDER
    }
}
