package io.cardport.artha;

import io.cardport.testkit.issuing.Act;
import io.cardport.testkit.issuing.Exclusions;
import io.cardport.testkit.issuing.IssuerBench;
import io.cardport.testkit.issuing.IssuingProviderContract;
import io.cardport.testkit.issuing.Scenario;

/** Artha keeps the contract of all issuers. */
class ArthaContractTest extends IssuingProviderContract {
    @Override
    protected IssuerBench open() {
        return ArthaBench.newest();
    }

    @Override
    protected Exclusions exclusions() {
        String none = "a customer has no state, so no answer about one has a word of it";
        String state = "Artha calls it state; ArthaIssuingTest shows a word that nobody knows";
        return Exclusions.NONE
                .except(Act.ISSUE, Scenario.ACCEPTED, "Artha has no order for a card: it answers with the card")
                .except(Act.ISSUE, Scenario.INSUFFICIENT_FUNDS, "making a card costs nothing")
                .except(Act.ISSUE, Scenario.UNKNOWN_WORD, state)
                .except(Act.CARD, Scenario.UNKNOWN_WORD, state)
                .except(Act.ONBOARD, Scenario.UNKNOWN_WORD, none)
                .except(Act.UPDATE_HOLDER, Scenario.UNKNOWN_WORD, none)
                .except(Act.FIND_HOLDER, Scenario.UNKNOWN_WORD, none)
                .except(
                        Act.ACTIVATE,
                        "only physical cards have a code, and each its own; ArthaIssuingTest activates one");
    }
}
