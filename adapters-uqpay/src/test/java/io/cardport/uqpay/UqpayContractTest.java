package io.cardport.uqpay;

import io.cardport.testkit.issuing.Act;
import io.cardport.testkit.issuing.Exclusions;
import io.cardport.testkit.issuing.IssuerBench;
import io.cardport.testkit.issuing.IssuingProviderContract;

/** UQPAY keeps the contract of all issuers. */
class UqpayContractTest extends IssuingProviderContract {
    @Override
    protected IssuerBench open() {
        return new UqpayBench();
    }

    @Override
    protected Exclusions exclusions() {
        return Exclusions.NONE.except(
                Act.ACTIVATE,
                "UQPAY makes the activation code itself and sends it by webhook; the contract's own code is another one."
                        + " UqpayIssuingTest activates a card.");
    }
}
