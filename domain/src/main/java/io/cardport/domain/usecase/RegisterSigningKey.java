package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.KeyRegistration.KeyRegistered;

/** Tells an issuer the public key that our requests are signed with. Asked again without a key it does the same again. */
public final class RegisterSigningKey {
    private final Registrations registrations;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public RegisterSigningKey(Context context) {
        this.registrations = new Registrations(context);
    }

    /**
     * Carries it out.
     *
     * @param actor who wants it; the audit trail names it
     * @param account our name for the account at the issuer
     * @param once how a repetition gets the first answer; two at the same time may both tell the issuer
     * @return the name by which the issuer knows the key, or why it does not
     */
    public Result<KeyRegistered> handle(Actor actor, String account, Once<KeyRegistered> once) {
        return registrations.carryOut(
                new Registrations.Wanted(actor, account, "provider.register-key", ""),
                KeyRegistration.class,
                KeyRegistration::registerKey,
                once);
    }
}
