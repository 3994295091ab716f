package io.cardport.@package@;

import io.cardport.testkit.issuing.Exclusions;
import io.cardport.testkit.issuing.IssuerBench;
import io.cardport.testkit.issuing.IssuingProviderContract;

/** What is red here is what is left to do. */
class @Name@ContractTest extends IssuingProviderContract {
    @Override
    protected IssuerBench open() {
        return new @Name@Bench();
    }

    /** What the issuer cannot meet goes here, each with the reason. */
    @Override
    protected Exclusions exclusions() {
        return Exclusions.NONE;
    }
}
