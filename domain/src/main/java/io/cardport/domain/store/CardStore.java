package io.cardport.domain.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.CardBalance.CardFunds;
import io.cardport.domain.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cards. */
public interface CardStore {
    /**
     * Finds a card.
     *
     * @param scope whose cards are seen
     * @param id which
     * @return the card, empty for missing and foreign alike
     */
    Optional<Card> find(Scope scope, CardId id);

    /**
     * Finds a card and locks its row until the transaction ends.
     *
     * @param scope whose cards are seen
     * @param id which
     * @return the card, empty for missing and foreign alike
     */
    Optional<Card> lock(Scope scope, CardId id);

    /**
     * Adds a card.
     *
     * @param card a new card
     */
    void insert(Card card);

    /**
     * Replaces a card that this transaction has locked or inserted.
     *
     * @param card the card as it is now
     */
    void update(Card card);

    /**
     * Lists cards.
     *
     * @param filter which
     * @param page which part
     * @return the part, newest first
     */
    Page<Card> list(Filter filter, Page.Request page);

    /**
     * Has a job look at a card; an earlier time wins over one that is set.
     *
     * @param id which
     * @param at when, in database time
     */
    void lookAt(CardId id, Instant at);

    /**
     * Takes cards that are due for a look; each is due again at the lease's end unless it is looked at before.
     *
     * @param now database time
     * @param leaseUntil when another node may take them
     * @param limit how many at most
     * @return the cards, oldest due first
     */
    List<CardId> takeDue(Instant now, Instant leaseUntil, int limit);

    /**
     * Lengthens the leases of cards that are still worked on; one that was given another time meanwhile keeps that.
     *
     * @param ids which
     * @param leasedUntil the end of their leases so far, as it was given to {@link #takeDue}
     * @param until when another node may take them now
     */
    void extend(List<CardId> ids, Instant leasedUntil, Instant until);

    /**
     * Ends the looks at a card that began before a time.
     *
     * @param id which
     * @param began when the look began, in database time
     */
    void looked(CardId id, Instant began);

    /**
     * Keeps the code that activates a physical card, encrypted, until the card is activated.
     *
     * @param id which card
     * @param code the code
     */
    void keepActivationCode(CardId id, Secret code);

    /**
     * The code that the issuer sent for a card.
     *
     * @param id which card
     * @return the code, to be wiped by the caller
     */
    Optional<Secret> activationCode(CardId id);

    /**
     * Keeps what an issuer said of a card's money; one that was asked for earlier than what is kept is dropped.
     *
     * @param id which card
     * @param funds what was said
     */
    void keepFunds(CardId id, KnownFunds funds);

    /**
     * What an issuer last said of a card's money.
     *
     * @param id which card
     * @return empty where it was never asked
     */
    Optional<KnownFunds> funds(CardId id);

    /**
     * The money on a card at one time.
     *
     * @param funds what the issuer said
     * @param asOf when it was asked, in database time
     */
    record KnownFunds(CardFunds funds, Instant asOf) {}

    /**
     * Which cards.
     *
     * @param scope whose
     * @param status in which state
     * @param account at which account
     * @param cardholder of which holder
     * @param product of which product
     * @param search further marks
     */
    record Filter(
            Scope scope,
            Optional<CardState.Name> status,
            Optional<String> account,
            Optional<CardholderId> cardholder,
            Optional<ProductId> product,
            Search search) {}

    /**
     * Further marks of a card.
     *
     * @param last4 the last four digits
     * @param createdFrom asked for at or after
     * @param createdTo asked for before
     * @param email the holder's e-mail
     * @param reference any of the issuer's ids
     * @param needsReview only those that a person is to look at
     */
    record Search(
            Optional<String> last4,
            Optional<Instant> createdFrom,
            Optional<Instant> createdTo,
            Optional<String> email,
            Optional<String> reference,
            boolean needsReview) {
        /** No marks. */
        public static final Search ANY = new Search(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
}
