package io.cardport.httpsignature;

import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.testkit.issuing.ProviderPageContract;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

class HttpSignaturePageTest extends ProviderPageContract {
    @Override
    protected IssuingProviderModule module() {
        return new HttpSignatureModule();
    }

    @Override
    protected IssuingProvider provider() {
        String key = Given.privatePem(Given.curve("secp384r1"));
        return Given.ready(
                URI.create("https://api.example.com/v1"), Given.required(key), List.of(), InstantSource.system());
    }

    @Override
    protected String introduction() {
        return """
                Customers, accounts and cards with HTTP message signatures

                For issuers of OffBlocks' kind: RFC 9421 signatures and content digests both ways, money that stays on the
                customer's chain, one card of a type for each account. What the issuer has not published is a setting.""";
    }

    @Override
    protected String words() {
        return HttpSignatureLifecycle.markdown();
    }
}
