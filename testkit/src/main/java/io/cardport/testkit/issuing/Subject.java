package io.cardport.testkit.issuing;

import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.ProviderRef;

/**
 * What an act is about.
 *
 * @param onboarding the command that registered, or is to register, the holder
 * @param holder the issuer's id of the holder
 * @param issuing the command that made, or is to make, the card
 * @param card the issuer's id of the card
 * @param order the issuer's id of an order
 */
public record Subject(
        OnboardCommand onboarding, ProviderRef holder, IssueCommand issuing, ProviderRef card, ProviderRef order) {
    /**
     * The same subject with another card.
     *
     * @param other the issuer's id of the card
     * @return a new subject
     */
    public Subject withCard(ProviderRef other) {
        return new Subject(onboarding, holder, issuing, other, order);
    }

    /**
     * The same subject with another order.
     *
     * @param other the issuer's id of the order
     * @return a new subject
     */
    public Subject withOrder(ProviderRef other) {
        return new Subject(onboarding, holder, issuing, card, other);
    }

    /**
     * The same subject, as if the issuer's ids were others.
     *
     * @param unknown an id that the issuer does not know
     * @return a new subject
     */
    public Subject withUnknown(ProviderRef unknown) {
        var other = new IssueCommand(
                issuing.operation(),
                issuing.card(),
                new IssueCommand.HolderAtProvider(unknown, issuing.holder().profile()),
                issuing.product(),
                issuing.options(),
                issuing.cardNumber());
        return new Subject(onboarding, unknown, other, unknown, unknown);
    }
}
