package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import java.util.Optional;

/**
 * Finds the claim of a key that was used before, and gives a claim whose process died the answer that its resource calls
 * for.
 */
public final class RepeatAnswer {
    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public RepeatAnswer(Context context) {
        this.context = context;
    }

    /**
     * Finds a claim.
     *
     * @param caller whose key
     * @param key which
     * @return the claim, empty where the key was never used
     */
    public Optional<Claim> find(Actor caller, String key) {
        return context.work().read(stores -> stores.claims().find(caller, key));
    }

    /**
     * Tells whether the first request of a claim may still be running.
     *
     * @param claim a claim without an answer
     * @return true until its time is up
     */
    public boolean busy(Claim claim) {
        return context.now().isBefore(claim.busyUntil());
    }

    /**
     * Stores the answer of a claim that has none; whoever stored one first is right.
     *
     * @param claim a claim whose first request is gone
     * @param answer what its resource calls for now
     * @return the answer that holds
     */
    public StoredAnswer conclude(Claim claim, StoredAnswer answer) {
        return context.work().write(stores -> stores.claims().answer(claim.caller(), claim.key(), answer));
    }
}
