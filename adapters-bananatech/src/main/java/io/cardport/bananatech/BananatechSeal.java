package io.cardport.bananatech;

import io.cardport.http.Json;
import io.cardport.http.Seal;
import io.cardport.http.SealedRequest;
import io.cardport.http.WireBody;
import io.cardport.http.WireRequest;

/** Encrypts one attempt with a fresh IV and signs it (section 2.3). */
record BananatechSeal(String merchantId, BananatechCipher cipher) implements Seal {
    @Override
    public SealedRequest seal(WireRequest unsealed) {
        byte[] content = switch (unsealed.body()) {
            case WireBody.Bytes bytes -> bytes.content();
            case WireBody.None none -> Json.write(new BananatechWire.Nothing());
            case WireBody.Multipart parts -> throw new IllegalArgumentException("BananaTech takes JSON only");
        };
        BananatechCipher.Sealed sealed = cipher.seal(content);
        return SealedRequest.of(unsealed)
                .with("Merchant-ID", merchantId)
                .with("X-HMAC", sealed.mac())
                .with(WireBody.json(Json.write(new BananatechWire.EncryptedBody(sealed.payload()))));
    }
}
