package io.cardport.domain.usecase;

import io.cardport.domain.id.KeyId;
import io.cardport.domain.store.SigningKeyStore;
import java.time.Instant;

/** Claims the nonce of a signed request, before anything of the request is done. */
public final class ClaimNonce {
    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ClaimNonce(Context context) {
        this.context = context;
    }

    /**
     * Claims, in a transaction of its own.
     *
     * @param key the key that signed
     * @param nonce the nonce
     * @param until when it may be forgotten
     * @return whether it was fresh
     */
    public SigningKeyStore.Claim handle(KeyId key, String nonce, Instant until) {
        return context.work().write(stores -> stores.signingKeys().claim(key, nonce, until, context.now()));
    }
}
