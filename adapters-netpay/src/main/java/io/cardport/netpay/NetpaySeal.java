package io.cardport.netpay;

import io.cardport.domain.secret.Secret;
import io.cardport.http.Seal;
import io.cardport.http.SealedRequest;
import io.cardport.http.WireRequest;

/** Puts both static keys on every attempt (sheet 0.2, Auth). */
final class NetpaySeal implements Seal {
    private final Secret apiKey;
    private final Secret accessKey;

    NetpaySeal(Secret apiKey, Secret accessKey) {
        this.apiKey = apiKey;
        this.accessKey = accessKey;
    }

    @Override
    public SealedRequest seal(WireRequest unsealed) {
        return SealedRequest.of(unsealed)
                .with("X-Api-Key", apiKey.<String>reveal(String::new))
                .with("X-Access-Key", accessKey.<String>reveal(String::new));
    }
}
