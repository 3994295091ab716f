package io.cardport.netpay;

import io.cardport.testkit.issuing.Act;
import io.cardport.testkit.issuing.Exclusions;
import io.cardport.testkit.issuing.IssuerBench;
import io.cardport.testkit.issuing.IssuingProviderContract;
import io.cardport.testkit.issuing.Scenario;

class NetpayContractTest extends IssuingProviderContract {
    @Override
    protected IssuerBench open() {
        return NetpayBench.documented();
    }

    @Override
    protected Exclusions exclusions() {
        return Exclusions.NONE
                .except(Scenario.ACCEPTED, "NetPay has no orders: a card that is being made is an answer of its own")
                .except(Act.PRODUCTS, "NetPay has no list of products: they are configured and nothing is asked");
    }
}
