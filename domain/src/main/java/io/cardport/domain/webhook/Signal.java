package io.cardport.domain.webhook;

import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import java.util.Optional;

/** One thing that a verified delivery says. */
public sealed interface Signal {
    /**
     * How a card is.
     *
     * @param seen the card; without a time the reading only causes a look
     * @param refund what came back with a close, where the issuer says so
     */
    record CardSaid(CardSeen seen, Optional<Money> refund) implements Signal {}

    /**
     * What became of an order.
     *
     * @param seen the order
     * @param card the card it is about, where named
     */
    record OrderSaid(OrderSeen seen, Optional<ProviderRef> card) implements Signal {}

    /**
     * How far a verification is.
     *
     * @param holder the issuer's id of the holder
     * @param product the product, where the issuer approves per product
     * @param seen the approval; without a time the reading only causes a look
     */
    record ApplicantSaid(ProviderRef holder, Optional<ProviderRef> product, ApplicantSeen seen) implements Signal {}

    /**
     * A card transaction.
     *
     * @param card the issuer's id of the card
     * @param seen the transaction
     */
    record TransactionSaid(ProviderRef card, TransactionSeen seen) implements Signal {}

    /**
     * The code that activates a physical card.
     *
     * @param card the issuer's id of the card
     * @param code the code
     */
    record ActivationCodeSaid(ProviderRef card, Secret code) implements Signal {}

    /**
     * Something about a card changed; the card is to be looked at.
     *
     * @param card the issuer's id of the card
     * @param word the issuer's own word
     */
    record CardHinted(ProviderRef card, String word) implements Signal {}

    /**
     * Something about a holder changed; the holder is to be looked at.
     *
     * @param holder the issuer's id of the holder
     * @param word the issuer's own word
     */
    record HolderHinted(ProviderRef holder, String word) implements Signal {}

    /**
     * What became of the one issue that is open for a holder and a product, from an issuer that keeps no reference of ours.
     *
     * @param holder the issuer's id of the holder
     * @param product the issuer's id of the product, where named
     * @param result whether there is a card
     */
    record IssueSaid(ProviderRef holder, Optional<ProviderRef> product, IssueResult result) implements Signal {}

    /** Whether an issue made a card. */
    sealed interface IssueResult {
        /**
         * It did.
         *
         * @param card the card
         */
        record Made(IssuedCard card) implements IssueResult {}

        /**
         * It did not and will not.
         *
         * @param code the issuer's word for why
         * @param message its explanation, empty where it gives none
         */
        record NotMade(String code, String message) implements IssueResult {}
    }

    /**
     * What became of the one top-up of this amount that is open for a card, from an issuer that keeps no reference of ours.
     *
     * @param card the issuer's id of the card
     * @param seen the top-up, with the issuer's id of it
     * @param amount what was to be put on the card
     */
    record TopUpSaid(ProviderRef card, OrderSeen seen, Money amount) implements Signal {}

    /**
     * A change of a card's state that was asked for did not happen and will not.
     *
     * @param card the issuer's id of the card
     * @param code the issuer's word for why
     * @param message its explanation, empty where it gives none
     */
    record ChangeRefusedSaid(ProviderRef card, String code, String message) implements Signal {}

    /**
     * A one-time password for the holder, which is counted and dropped.
     *
     * @param card the issuer's id of the card
     * @param word the issuer's own word
     */
    record OneTimePasswordSaid(ProviderRef card, String word) implements Signal {}

    /**
     * Known, and without meaning for cards, holders or money here.
     *
     * @param word the issuer's own word
     */
    record Irrelevant(String word) implements Signal {}

    /**
     * A word or form that the table does not list: changes nothing, is kept, counted and shown to admins.
     *
     * @param word the issuer's own word, or what could not be read
     */
    record Unrecognised(String word) implements Signal {}
}
