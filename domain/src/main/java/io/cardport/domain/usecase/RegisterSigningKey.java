package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.KeyRegistration.KeyRegistered;

/** Tells an issuer the public key that our requests are signed with. Asked again it does the same again. */
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
     * @return the name by which the issuer knows the key, or why it does not
     */
    public Result<KeyRegistered> handle(Actor actor, String account) {
        return registrations.carryOut(
                new Registrations.Wanted(actor, account, "provider.register-key", ""),
                KeyRegistration.class,
                KeyRegistration::registerKey);
    }
}
