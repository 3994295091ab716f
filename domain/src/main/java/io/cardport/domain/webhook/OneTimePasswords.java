package io.cardport.domain.webhook;

import java.time.Instant;

/** Where one-time passwords go that issuers push. */
@FunctionalInterface
public interface OneTimePasswords {
    /**
     * One has arrived in a delivery that was not there before. Returns at once and never throws; whoever takes it wipes it.
     *
     * @param account our name for the account that sent it
     * @param password the password
     * @param receivedAt when it arrived, in database time
     */
    void arrived(String account, OneTimePassword password, Instant receivedAt);

    /**
     * Nobody wants any.
     *
     * @return wipes whatever arrives
     */
    static OneTimePasswords dropped() {
        return (account, password, receivedAt) -> password.close();
    }
}
