package io.cardport.httpsignature;

import io.cardport.testkit.issuing.Act;
import io.cardport.testkit.issuing.Exclusions;
import io.cardport.testkit.issuing.IssuerBench;
import io.cardport.testkit.issuing.IssuingProviderContract;
import io.cardport.testkit.issuing.Scenario;

class HttpSignatureContractTest extends IssuingProviderContract {
    @Override
    protected IssuerBench open() {
        return new HttpSignatureBench();
    }

    @Override
    protected Exclusions exclusions() {
        String unread = "what a change is answered with is not published: the card itself is read instead";
        return Exclusions.NONE
                .except(Act.LOCK, Scenario.MALFORMED_ANSWER, unread)
                .except(Act.UNLOCK, Scenario.MALFORMED_ANSWER, unread)
                .except(Act.CLOSE, Scenario.MALFORMED_ANSWER, unread)
                .except(
                        Scenario.ACCEPTED,
                        "the issuer has no orders: a card that is being made is an answer of its own")
                .except(Act.ISSUE, Scenario.INSUFFICIENT_FUNDS, "the money is the customer's and stays on the chain")
                .except(Act.PRODUCTS, "the issuer has no list of products: they are configured and nothing is asked");
    }
}
