package io.cardport.app.jobs;

import io.cardport.http.RateBudget;
import java.util.Optional;

/** How often issuers may be called. */
public interface CallLimits {
    /**
     * How many calls a minute an account's issuer allows.
     *
     * @param account our name for it
     * @return calls a minute, empty where nothing is configured
     */
    Optional<Integer> perMinute(String account);

    /**
     * What looks may take of it, over all nodes; each call takes from the whole budget besides.
     *
     * @param account our name for it
     * @return half of the calls, or everything where nothing is configured
     */
    RateBudget looks(String account);

    /**
     * The share of looks.
     *
     * @param limit calls a minute
     * @return looks a minute, at least one
     */
    static int half(int limit) {
        return Math.max(1, limit / 2);
    }
}
