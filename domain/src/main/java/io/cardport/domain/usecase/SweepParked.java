package io.cardport.domain.usecase;

import io.cardport.domain.id.DeliveryId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Has deliveries read again that were parked and are about something known by now. Binding an issuer's id frees what is
 * parked for it, so this is the net below that; what nobody ever knew is counted.
 */
public final class SweepParked {
    /** After this long a delivery about something unknown is for a person to look at. */
    public static final Duration PATIENCE = Duration.ofHours(24);

    private static final int AT_ONCE = 500;

    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public SweepParked(Context context) {
        this.context = context;
    }

    /**
     * Has leftovers read again.
     *
     * @return how many
     */
    public int handle() {
        return context.work().write(stores -> {
            List<DeliveryId> freed = stores.references().leftovers(AT_ONCE);
            freed.forEach(delivery -> stores.inbox().again(delivery, context.now()));
            return freed.size();
        });
    }

    /**
     * Counts deliveries that have been about something unknown for a day.
     *
     * @return by account; accounts without any are left out
     */
    public Map<String, Integer> unknown() {
        return context.work()
                .read(stores -> stores.references().unknown(context.now().minus(PATIENCE)));
    }
}
