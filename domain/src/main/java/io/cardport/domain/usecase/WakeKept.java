package io.cardport.domain.usecase;

import java.time.Duration;

/** Has what was kept for an issuer sent soon, because the issuer is back or is to be tried. */
public final class WakeKept {
    private static final int TRIED = 3;

    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public WakeKept(Context context) {
        this.context = context;
    }

    /**
     * Makes all that waits due, oldest first: of each card one is sent after another whatever is due.
     *
     * @param account our name for the account
     * @param apart how long after one the next is due, so that the issuer's rate is kept
     * @return how many there were
     */
    public int all(String account, Duration apart) {
        return context.work()
                .write(stores -> stores.operations().hasten(account, context.now(), apart, Settlement.KEPT));
    }

    /**
     * Makes the oldest few due: an open circuit lets a real call through to try, and this finds one.
     *
     * @param account our name for the account
     * @return how many there were
     */
    public int few(String account) {
        return context.work().write(stores -> stores.operations().hasten(account, context.now(), Duration.ZERO, TRIED));
    }
}
