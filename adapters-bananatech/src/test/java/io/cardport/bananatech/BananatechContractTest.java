package io.cardport.bananatech;

import io.cardport.testkit.issuing.Exclusions;
import io.cardport.testkit.issuing.IssuerBench;
import io.cardport.testkit.issuing.IssuingProviderContract;
import io.cardport.testkit.issuing.Scenario;

/** BananaTech keeps the contract of all issuers. */
class BananatechContractTest extends IssuingProviderContract {
    @Override
    protected IssuerBench open() {
        return new BananatechBench();
    }

    @Override
    protected Exclusions exclusions() {
        return Exclusions.NONE.except(
                Scenario.UNKNOWN_WORD,
                "Answers are encrypted, so nobody between the two can change a word in them; BananatechLifeTest lets the"
                        + " issuer itself do it.");
    }
}
