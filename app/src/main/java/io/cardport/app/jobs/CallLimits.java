package io.cardport.app.jobs;

import java.util.Optional;

/** How often issuers may be called. */
@FunctionalInterface
public interface CallLimits {
    /**
     * How many calls a minute an account's issuer allows.
     *
     * @param account our name for it
     * @return calls a minute, empty where nothing is configured
     */
    Optional<Integer> perMinute(String account);
}
